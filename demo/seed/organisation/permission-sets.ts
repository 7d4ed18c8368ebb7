import type { SimulatedPermissionSet } from "#demo/aws/state.ts";
import { identifiers } from "./identifiers.ts";
import { inlinePolicies } from "./inline-policies.ts";

const aws = "arn:aws:iam::aws:policy";
const jobFunction = `${aws}/job-function`;

type Plan = {
  name: string;
  id: string;
  description: string;
  session: `PT${number}H`;
  managed?: readonly string[];
  customer?: readonly { name: string; path: string }[];
  inline?: keyof typeof inlinePolicies;
  boundary?: SimulatedPermissionSet["boundary"];
  relayState?: string;
  tags?: Readonly<Record<string, string>>;
};

function consoleOf(service: string): string {
  const { region } = identifiers;
  return `https://${region}.console.aws.amazon.com/${service}/home?region=${region}`;
}

/** The first six are what AWS Control Tower sets up; the others are Halden's job functions. */
const plans = [
  {
    name: "AWSAdministratorAccess",
    id: "ps-8a1f0c3d5e7b2946",
    description: "Provides full access to AWS services and resources",
    session: "PT1H",
    managed: [`${aws}/AdministratorAccess`],
    tags: { sensitivity: "critical" },
  },
  {
    name: "AWSPowerUserAccess",
    id: "ps-8a1f1d4e6f8c3a57",
    description:
      "Provides full access to AWS services and resources, but does not allow management of Users and groups",
    session: "PT1H",
    managed: [`${aws}/PowerUserAccess`],
    tags: { sensitivity: "high" },
  },
  {
    name: "AWSReadOnlyAccess",
    id: "ps-8a1f2e5f70ad4b68",
    description:
      "This policy grants permissions to view resources and basic metadata across all AWS services",
    session: "PT8H",
    managed: [`${jobFunction}/ViewOnlyAccess`],
  },
  {
    name: "AWSOrganizationsFullAccess",
    id: "ps-8a1f3f6081be5c79",
    description: "Provides full access to AWS Organizations",
    session: "PT1H",
    managed: [`${aws}/AWSOrganizationsFullAccess`],
    tags: { sensitivity: "critical" },
  },
  {
    name: "AWSServiceCatalogAdminFullAccess",
    id: "ps-8a1f407192cf6d8a",
    description: "Provides full access to AWS Service Catalog admin capabilities",
    session: "PT1H",
    managed: [`${aws}/AWSServiceCatalogAdminFullAccess`],
  },
  {
    name: "AWSServiceCatalogEndUserAccess",
    id: "ps-8a1f5182a3d07e9b",
    description: "Provides access to the AWS Service Catalog end user console",
    session: "PT1H",
    managed: [`${aws}/AWSServiceCatalogEndUserFullAccess`],
    relayState: consoleOf("servicecatalog"),
  },
  {
    name: "PaymentsOperator",
    id: "ps-1c62a0f4d8e93b75",
    description: "Restart, scale and look into the payment services; no access to card data",
    session: "PT2H",
    managed: [`${aws}/CloudWatchReadOnlyAccess`],
    inline: "paymentsOperator",
    relayState: consoleOf("ecs/v2"),
    tags: { team: "payments" },
  },
  {
    name: "PaymentsReadOnly",
    id: "ps-1c62b1050fe94c86",
    description: "See the payment services and their logs",
    session: "PT8H",
    managed: [`${jobFunction}/ViewOnlyAccess`, `${aws}/CloudWatchLogsReadOnlyAccess`],
    tags: { team: "payments" },
  },
  {
    name: "DatabaseAdmin",
    id: "ps-1c62c2161a0b5d97",
    description: "Manage databases, their snapshots and their parameters",
    session: "PT2H",
    managed: [`${jobFunction}/DatabaseAdministrator`],
    inline: "databaseAdmin",
    boundary: { customerPolicy: { name: "halden-engineer-boundary", path: "/boundaries/" } },
    relayState: consoleOf("rds"),
    tags: { sensitivity: "high" },
  },
  {
    name: "DatabaseReader",
    id: "ps-1c62d3272b1c6ea8",
    description: "Sign in to databases with IAM and read",
    session: "PT4H",
    managed: [`${aws}/AmazonRDSReadOnlyAccess`],
    inline: "databaseReader",
  },
  {
    name: "LakeAnalyst",
    id: "ps-1c62e4383c2d7fb9",
    description: "Query the data lake with Athena",
    session: "PT8H",
    managed: [`${aws}/AmazonAthenaFullAccess`],
    inline: "lakeAnalyst",
    relayState: consoleOf("athena"),
    tags: { team: "data" },
  },
  {
    name: "LakeEngineer",
    id: "ps-1c62f5494d3e80ca",
    description: "Run and repair the data lake's jobs",
    session: "PT4H",
    managed: [`${aws}/AWSGlueConsoleFullAccess`, `${aws}/AmazonAthenaFullAccess`],
    tags: { team: "data" },
  },
  {
    name: "BillingViewer",
    id: "ps-2d73065a5e4f91db",
    description: "See bills, budgets and cost reports",
    session: "PT8H",
    managed: [`${aws}/AWSBillingReadOnlyAccess`],
    relayState: "https://us-east-1.console.aws.amazon.com/costmanagement/home",
  },
  {
    name: "BillingAdmin",
    id: "ps-2d73176b6f50a2ec",
    description: "Manage budgets and payment methods",
    session: "PT1H",
    managed: [`${jobFunction}/Billing`],
    tags: { sensitivity: "high" },
  },
  {
    name: "SecurityAudit",
    id: "ps-2d73287c8061b3fd",
    description: "Read the security configuration of every service",
    session: "PT12H",
    managed: [`${aws}/SecurityAudit`, `${jobFunction}/ViewOnlyAccess`],
    tags: { team: "security" },
  },
  {
    name: "SecurityResponder",
    id: "ps-2d73398d9172c40e",
    description: "Contain an incident: isolate instances, disable keys, take snapshots",
    session: "PT4H",
    managed: [`${aws}/SecurityAudit`],
    inline: "securityResponder",
    tags: { team: "security", sensitivity: "high" },
  },
  {
    name: "NetworkOperator",
    id: "ps-2d734a9ea283d51f",
    description: "Manage networks, routes and name resolution",
    session: "PT4H",
    managed: [`${jobFunction}/NetworkAdministrator`],
    relayState: consoleOf("vpcconsole"),
    tags: { team: "platform" },
  },
  {
    name: "NetworkReader",
    id: "ps-2d735bafb394e620",
    description: "See networks, routes and flow logs",
    session: "PT8H",
    managed: [`${aws}/AmazonVPCReadOnlyAccess`, `${aws}/AmazonRoute53ReadOnlyAccess`],
  },
  {
    name: "OrdersDeveloper",
    id: "ps-3e846cb0c4a5f731",
    description: "Deploy and debug the order services",
    session: "PT4H",
    managed: [`${aws}/AWSLambda_FullAccess`, `${aws}/AmazonSQSFullAccess`],
    inline: "ordersDeveloper",
    tags: { team: "orders" },
  },
  {
    name: "OrdersReadOnly",
    id: "ps-3e847dc1d5b60842",
    description: "See the order services and their logs",
    session: "PT8H",
    managed: [`${jobFunction}/ViewOnlyAccess`, `${aws}/CloudWatchLogsReadOnlyAccess`],
    tags: { team: "orders" },
  },
  {
    name: "IncidentResponder",
    id: "ps-3e848ed2e6c71953",
    description: "Work on an incident in production: everything but identities, billing and the organisation",
    session: "PT1H",
    managed: [`${aws}/PowerUserAccess`],
    inline: "incidentResponder",
    boundary: { customerPolicy: { name: "halden-engineer-boundary", path: "/boundaries/" } },
    tags: { sensitivity: "high" },
  },
  {
    name: "DeploymentOperator",
    id: "ps-3e849fe3f7d82a64",
    description: "Approve and roll back deployments",
    session: "PT4H",
    managed: [`${aws}/AWSCodePipeline_FullAccess`],
    customer: [{ name: "halden-deployment-guard", path: "/halden/" }],
  },
  {
    name: "SupportEngineer",
    id: "ps-3e84a0f408e93b75",
    description: "Look up customers' cases and open support tickets",
    session: "PT8H",
    managed: [`${jobFunction}/SupportUser`],
    customer: [{ name: "halden-customer-lookup", path: "/halden/" }],
  },
  {
    name: "SandboxOwner",
    id: "ps-3e84b10519fa4c86",
    description: "Do anything in a sandbox but touch identities",
    session: "PT12H",
    managed: [`${aws}/PowerUserAccess`],
    boundary: { managedPolicyArn: `${aws}/PowerUserAccess` },
  },
  {
    name: "BackupOperator",
    id: "ps-3e84c2162a0b5d97",
    description: "Start and restore backups",
    session: "PT4H",
    managed: [`${aws}/AWSBackupOperatorAccess`],
    relayState: consoleOf("backup"),
  },
] as const satisfies readonly Plan[];

export type PermissionSetName = (typeof plans)[number]["name"];

const instanceId = identifiers.instanceArn.slice(identifiers.instanceArn.lastIndexOf("/") + 1);

function arnOf(plan: Plan): string {
  return `arn:aws:sso:::permissionSet/${instanceId}/${plan.id}`;
}

/** The ARN of one of Halden's permission sets. */
export function permissionSetArn(name: PermissionSetName): string {
  const plan = plans.find((candidate) => candidate.name === name);
  if (!plan) throw new Error(`Halden has no permission set ${name}`);
  return arnOf(plan);
}

export function buildPermissionSets(): readonly SimulatedPermissionSet[] {
  return plans.map((plan: Plan, place) => ({
    arn: arnOf(plan),
    name: plan.name,
    description: plan.description,
    createdAt: new Date(Date.UTC(2021, 5, 14 + place * 9, 9, 30)).toISOString(),
    sessionDuration: plan.session,
    managedPolicyArns: [...(plan.managed ?? [])],
    customerPolicies: [...(plan.customer ?? [])],
    ...(plan.inline ? { inlinePolicy: JSON.stringify(inlinePolicies[plan.inline]) } : {}),
    ...(plan.boundary ? { boundary: plan.boundary } : {}),
    ...(plan.relayState ? { relayState: plan.relayState } : {}),
    tags: { "managed-by": plan.name.startsWith("AWS") ? "control-tower" : "terraform", ...plan.tags },
  }));
}
