export type CastMember = {
  userId: string;
  userName: string;
  displayName: string;
  givenName: string;
  familyName: string;
  email: string;
  title: string;
  /** The OIDC subject, which is also the id in the identity store's ExternalIds. */
  externalId: string;
  status: "ENABLED" | "DISABLED";
  /** What the person does in the demo, in the words of its sign-in page. */
  role: string;
  groups: readonly string[];
  /** The mail address of the person's manager. */
  manager: string | null;
};

/** The people whom a visitor signs in as. */
export const cast = {
  ines: {
    userId: "9067642ac7-3b1f6a52-8c0d-4e17-9a44-6d2f5b8e1c01",
    userName: "ines.okafor",
    displayName: "Ines Okafor",
    givenName: "Ines",
    familyName: "Okafor",
    email: "ines.okafor@halden.example",
    title: "Software engineer, Payments",
    externalId: "00u-ines-okafor",
    status: "ENABLED",
    role: "Engineer, Payments",
    groups: ["payments-engineers"],
    manager: "priya.raghunathan@halden.example",
  },
  leo: {
    userId: "9067642ac7-71c4e9d0-25ab-4f63-8e1b-0c9a7d3f2b02",
    userName: "leo.marchetti",
    displayName: "Leo Marchetti",
    givenName: "Leo",
    familyName: "Marchetti",
    email: "leo.marchetti@halden.example",
    title: "Site reliability engineer, Payments",
    externalId: "00u-leo-marchetti",
    status: "ENABLED",
    role: "Engineer, Payments",
    groups: ["payments-engineers"],
    manager: "priya.raghunathan@halden.example",
  },
  tomasz: {
    userId: "9067642ac7-0e8d2f71-b3c6-4a95-b7d0-5f1e4c6a8d03",
    userName: "tomasz.zielinski",
    displayName: "Tomasz Zieliński",
    givenName: "Tomasz",
    familyName: "Zieliński",
    email: "tomasz.zielinski@halden.example",
    title: "Software engineer, Orders",
    externalId: "00u-tomasz-zielinski",
    status: "ENABLED",
    role: "Engineer, Orders",
    groups: ["orders-engineers"],
    manager: "marit.solheim@halden.example",
  },
  priya: {
    userId: "9067642ac7-c95b1d38-4f7e-4c02-a6e9-8b3d0f2e7a04",
    userName: "priya.raghunathan",
    displayName: "Priya Raghunathan",
    givenName: "Priya",
    familyName: "Raghunathan",
    email: "priya.raghunathan@halden.example",
    title: "Engineering manager, Payments",
    externalId: "00u-priya-raghunathan",
    status: "ENABLED",
    role: "Approver, Payments lead and owner of payments-prod",
    groups: ["payments-engineers", "payments-leads"],
    manager: "marit.solheim@halden.example",
  },
  jonas: {
    userId: "9067642ac7-58a2c7e4-d10b-4b8f-93c5-2e6f9a0d4b05",
    userName: "jonas.weidmann",
    displayName: "Jonas Weidmann",
    givenName: "Jonas",
    familyName: "Weidmann",
    email: "jonas.weidmann@halden.example",
    title: "Principal engineer, Payments",
    externalId: "00u-jonas-weidmann",
    status: "ENABLED",
    role: "Approver, Payments lead",
    groups: ["payments-engineers", "payments-leads"],
    manager: "priya.raghunathan@halden.example",
  },
  marit: {
    userId: "9067642ac7-a47f0b9c-6e35-4d21-8f08-1c5d3e7b9a06",
    userName: "marit.solheim",
    displayName: "Marit Solheim",
    givenName: "Marit",
    familyName: "Solheim",
    email: "marit.solheim@halden.example",
    title: "Head of platform",
    externalId: "00u-marit-solheim",
    status: "ENABLED",
    role: "Administrator",
    groups: ["gatehouse-administrators", "AWSControlTowerAdmins", "platform-engineers", "platform-leads"],
    manager: null,
  },
  amara: {
    userId: "9067642ac7-e21d8c60-97f4-4a3b-b52a-7f0e6d1c3b07",
    userName: "amara.diallo",
    displayName: "Amara Diallo",
    givenName: "Amara",
    familyName: "Diallo",
    email: "amara.diallo@halden.example",
    title: "Security auditor",
    externalId: "00u-amara-diallo",
    status: "ENABLED",
    role: "Auditor",
    groups: ["gatehouse-auditors", "AWSSecurityAuditors"],
    manager: "marit.solheim@halden.example",
  },
  viktor: {
    userId: "9067642ac7-16e3f5a8-0b9d-4c74-84d1-9a2c7b5e0f08",
    userName: "viktor.lindqvist",
    displayName: "Viktor Lindqvist",
    givenName: "Viktor",
    familyName: "Lindqvist",
    email: "viktor.lindqvist@halden.example",
    title: "Software engineer, Payments",
    externalId: "00u-viktor-lindqvist",
    status: "DISABLED",
    role: "Left the company: disabled in the identity store",
    groups: ["payments-engineers"],
    manager: "priya.raghunathan@halden.example",
  },
} as const satisfies Readonly<Record<string, CastMember>>;
