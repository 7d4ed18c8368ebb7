import { identifiers } from "#demo/seed/organisation/identifiers.ts";
import type { Random } from "#demo/seed/organisation/random.ts";
import type { SimulatedPermissionSet } from "../state.ts";
import { hexOf } from "./ids.ts";

const aws = "arn:aws:iam::aws:policy";
const instanceId = identifiers.instanceArn.slice(identifiers.instanceArn.lastIndexOf("/") + 1);

const duties = [
  "ReadOnly",
  "Operator",
  "Developer",
  "Engineer",
  "Auditor",
  "PowerUser",
  "Administrator",
] as const;
const domains = [
  "Network",
  "Database",
  "Payments",
  "Orders",
  "Lake",
  "Billing",
  "Support",
  "Backup",
  "Deployment",
  "Security",
  "Identity",
  "Media",
] as const;
const managedByDuty: Readonly<Record<(typeof duties)[number], readonly string[]>> = {
  ReadOnly: [`${aws}/job-function/ViewOnlyAccess`],
  Operator: [`${aws}/AmazonSSMFullAccess`, `${aws}/CloudWatchReadOnlyAccess`],
  Developer: [`${aws}/PowerUserAccess`, `${aws}/IAMReadOnlyAccess`],
  Engineer: [`${aws}/AmazonEC2FullAccess`],
  Auditor: [`${aws}/SecurityAudit`],
  PowerUser: [`${aws}/PowerUserAccess`],
  Administrator: [`${aws}/AdministratorAccess`],
};
const sessions = ["PT1H", "PT2H", "PT4H", "PT8H", "PT12H"] as const;

/** Sets of every kind: managed, customer-managed and inline policies, some with a boundary, some without any policy. */
export function generatePermissionSets(count: number, random: Random): SimulatedPermissionSet[] {
  return Array.from({ length: count }, (_, place): SimulatedPermissionSet => {
    const duty = duties[place % duties.length] ?? duties[0];
    const domain = domains[Math.floor(place / duties.length) % domains.length] ?? domains[0];
    const round = Math.floor(place / (duties.length * domains.length)) + 1;
    const name = `${domain}${duty}${round === 1 ? "" : round}`;
    const isBare = random.below(40) === 0;
    return {
      arn: `arn:aws:sso:::permissionSet/${instanceId}/ps-${hexOf(place)}${random.hex(8)}`,
      name,
      ...(random.below(10) > 0 ? { description: `${duty} of ${domain.toLowerCase()}` } : {}),
      createdAt: new Date(Date.UTC(2019, random.below(80), 1 + random.below(27), 9)).toISOString(),
      sessionDuration: random.pick(sessions),
      ...(random.below(8) === 0 ? { relayState: consoleOf(domain) } : {}),
      managedPolicyArns: isBare ? [] : [...managedByDuty[duty]],
      customerPolicies:
        !isBare && random.below(6) === 0 ? [{ name: `${domain}Guard`, path: "/halden/" }] : [],
      ...(!isBare && random.below(3) === 0 ? { inlinePolicy: inlinePolicyOf(domain) } : {}),
      ...(random.below(10) === 0 ? { boundary: boundaryOf(random) } : {}),
      tags: random.below(3) === 0 ? { sensitivity: duty === "Administrator" ? "critical" : "normal" } : {},
    };
  });
}

function consoleOf(domain: string): string {
  const { region } = identifiers;
  return `https://${region}.console.aws.amazon.com/${domain.toLowerCase()}/home?region=${region}`;
}

function inlinePolicyOf(domain: string): string {
  const prefix = domain.toLowerCase();
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "Own",
        Effect: "Allow",
        Action: ["s3:Get*", "s3:List*"],
        Resource: `arn:aws:s3:::halden-${prefix}-*`,
      },
      { Sid: "NoKeys", Effect: "Deny", Action: "iam:CreateAccessKey", Resource: "*" },
    ],
  });
}

function boundaryOf(random: Random): NonNullable<SimulatedPermissionSet["boundary"]> {
  if (random.below(2) === 0) return { managedPolicyArn: `${aws}/PowerUserAccess` };
  return { customerPolicy: { name: "HaldenBoundary", path: "/" } };
}
