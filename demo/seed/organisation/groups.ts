import type { SimulatedGroup } from "#demo/aws/state.ts";
import { createRandom } from "./random.ts";

/** Name, description, and how many of the company's people belong to it beside the cast. */
const plans = [
  ["AWSControlTowerAdmins", "Admin rights to AWS Control Tower core and provisioned accounts", 3],
  ["AWSSecurityAuditors", "Read-only access to all accounts for security audits", 5],
  ["AWSAuditAccountAdmins", "Admin rights to the cross-account audit account", 3],
  ["AWSLogArchiveAdmins", "Admin rights to the log archive account", 3],
  ["AWSAccountFactory", "Read-only access to account factory in AWS Service Catalog for end users", 8],
  ["AWSServiceCatalogAdmins", "Admin rights to account factory in AWS Service Catalog", 3],
  ["AWSSecurityAuditPowerUsers", "Power user access to all accounts for security audits", 4],
  ["gatehouse-administrators", "Administrators of Gatehouse", 1],
  ["gatehouse-auditors", "Auditors who read Gatehouse's records", 1],
  ["payments-engineers", "Engineers who build and run payments", 24],
  ["payments-leads", "Leads of payments, who answer for its accounts", 1],
  ["orders-engineers", "Engineers who build and run orders", 26],
  ["orders-leads", "Leads of orders", 3],
  ["data-analysts", "Analysts who query the data lake", 30],
  ["data-engineers", "Engineers who run the data lake", 14],
  ["data-leads", "Leads of data", 3],
  ["platform-engineers", "Engineers who run the shared platform", 18],
  ["platform-leads", "Leads of the platform", 2],
  ["web-engineers", "Engineers who build the storefront", 28],
  ["web-leads", "Leads of the storefront", 3],
  ["security-engineers", "Engineers of the security team", 9],
  ["security-leads", "Leads of the security team", 2],
  ["network-operators", "Operators of networks and name resolution", 6],
  ["database-administrators", "Administrators of databases", 5],
  ["support-engineers", "Support for customers", 22],
  ["support-leads", "Leads of support", 2],
  ["finance", "Finance and controlling", 12],
  ["finance-leads", "Leads of finance", 2],
  ["on-call-payments", "On call for payments this quarter", 6],
  ["on-call-orders", "On call for orders this quarter", 6],
  ["on-call-platform", "On call for the platform this quarter", 6],
  ["incident-commanders", "People who lead incidents", 7],
  ["mobile-engineers", "Engineers who build the apps", 15],
  ["machine-learning", "Engineers of recommendations and fraud models", 11],
  ["quality-assurance", "Testers", 13],
  ["product-managers", "Product managers", 17],
  ["contractors", "People from other companies", 20],
  ["interns", "Interns", 8],
  ["architecture-board", "People who review architecture", 6],
  ["retired-warehouse-team", "The team was dissolved; the group is kept for its history", 0],
] as const satisfies readonly (readonly [string, string, number])[];

export type GroupName = (typeof plans)[number][0];

export type PlannedGroup = SimulatedGroup & { displayName: GroupName; size: number };

export function buildGroups(): readonly PlannedGroup[] {
  const random = createRandom(20_200_229);
  return plans.map(([displayName, description, size]) => ({
    id: random.identityId(),
    displayName,
    description,
    externalIds: [],
    size,
  }));
}
