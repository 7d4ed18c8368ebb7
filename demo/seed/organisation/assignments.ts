import type { SimulatedAccount, SimulatedAssignment } from "#demo/aws/state.ts";
import { cast } from "./cast.ts";
import type { GroupName, PlannedGroup } from "./groups.ts";
import { identifiers } from "./identifiers.ts";
import { type PermissionSetName, permissionSetArn } from "./permission-sets.ts";
import { unitIds } from "./units.ts";

type Scope = (account: SimulatedAccount) => boolean;

const { managementAccountId } = identifiers;
const everywhere: Scope = (account) => account.state === "ACTIVE";
const members: Scope = (account) => everywhere(account) && account.id !== managementAccountId;
const only =
  (...names: readonly string[]): Scope =>
  (account) =>
    names.includes(account.name);
const within =
  (unitId: string): Scope =>
  (account) =>
    account.parentId === unitId;
const owned =
  (team: string, ...environments: readonly string[]): Scope =>
  ({ tags, state }) =>
    state === "ACTIVE" && tags.team === team && environments.includes(tags.environment ?? "");

/** What stands for good. Production is read-only for the teams: what goes further is asked for, for a while. */
const standing: readonly (readonly [GroupName, PermissionSetName, Scope])[] = [
  ["AWSControlTowerAdmins", "AWSAdministratorAccess", only("halden-management", "log-archive", "audit")],
  ["AWSControlTowerAdmins", "AWSOrganizationsFullAccess", members],
  ["AWSSecurityAuditors", "AWSReadOnlyAccess", everywhere],
  ["AWSAuditAccountAdmins", "AWSAdministratorAccess", only("audit")],
  ["AWSLogArchiveAdmins", "AWSAdministratorAccess", only("log-archive")],
  ["AWSSecurityAuditPowerUsers", "AWSPowerUserAccess", within(unitIds.security)],
  ["AWSAccountFactory", "AWSServiceCatalogEndUserAccess", only("halden-management")],
  ["AWSServiceCatalogAdmins", "AWSServiceCatalogAdminFullAccess", only("halden-management")],
  ["payments-engineers", "PaymentsReadOnly", owned("payments", "prod", "staging")],
  ["payments-engineers", "PaymentsOperator", owned("payments", "staging", "dev")],
  ["payments-leads", "PaymentsReadOnly", only("payments-prod")],
  ["orders-engineers", "OrdersReadOnly", owned("orders", "prod", "staging")],
  ["orders-engineers", "OrdersDeveloper", owned("orders", "staging", "dev")],
  ["data-analysts", "LakeAnalyst", only("data-lake-staging", "data-lake-dev")],
  ["data-engineers", "LakeEngineer", owned("data", "staging", "dev")],
  ["platform-engineers", "AWSReadOnlyAccess", within(unitIds.infrastructure)],
  ["platform-engineers", "AWSPowerUserAccess", only("ci-runners", "shared-services")],
  ["platform-leads", "BackupOperator", only("backup-vault")],
  ["web-engineers", "AWSPowerUserAccess", owned("web", "dev", "staging")],
  ["web-engineers", "AWSReadOnlyAccess", owned("web", "prod")],
  ["security-engineers", "SecurityAudit", everywhere],
  ["network-operators", "NetworkReader", members],
  ["network-operators", "NetworkOperator", only("network-hub", "dns")],
  ["database-administrators", "DatabaseReader", within(unitIds.nonProd)],
  ["support-engineers", "SupportEngineer", only("customer-prod", "orders-prod", "payments-prod")],
  ["finance", "BillingViewer", only("halden-management")],
  ["finance-leads", "BillingAdmin", only("halden-management")],
  ["on-call-platform", "DeploymentOperator", within(unitIds.prod)],
  ["machine-learning", "LakeAnalyst", only("recommendations-staging", "fraud-staging")],
  ["interns", "SandboxOwner", within(unitIds.sandbox)],
  ["contractors", "OrdersReadOnly", only("orders-staging")],
];

/** Someone who left: the store forgot the id, the assignment was never removed. */
const goneUserId = "9067642ac7-f0d4b2a6-3c18-4e57-9b60-8a1d2c3e4f09";

const direct: readonly (readonly [string, PermissionSetName, string])[] = [
  [cast.marit.userId, "AWSAdministratorAccess", "shared-services"],
  [cast.jonas.userId, "DatabaseReader", "ledger-prod"],
  [cast.tomasz.userId, "SandboxOwner", "sandbox-orders"],
  [cast.viktor.userId, "PaymentsOperator", "payments-staging"],
  [goneUserId, "DatabaseAdmin", "warehouse-prod"],
];

export function buildAssignments(
  accounts: readonly SimulatedAccount[],
  groups: readonly PlannedGroup[],
): readonly SimulatedAssignment[] {
  const throughGroups = standing.flatMap(([groupName, setName, isInScope]) => {
    const group = groups.find((candidate) => candidate.displayName === groupName);
    if (!group) throw new Error(`Halden has no group ${groupName}`);
    return accounts.filter(isInScope).map(
      (account): SimulatedAssignment => ({
        accountId: account.id,
        permissionSetArn: permissionSetArn(setName),
        principalType: "GROUP",
        principalId: group.id,
      }),
    );
  });
  const toPeople = direct.map(([principalId, setName, accountName]): SimulatedAssignment => {
    const account = accounts.find((candidate) => candidate.name === accountName);
    if (!account) throw new Error(`Halden has no account ${accountName}`);
    return {
      accountId: account.id,
      permissionSetArn: permissionSetArn(setName),
      principalType: "USER",
      principalId,
    };
  });
  return [...throughGroups, ...toPeople];
}
