import type { ManagedPolicy, PermissionSet } from "#lib/core/catalogue.ts";
import { readablePolicy, type Statement } from "./readable-policy.ts";

/**
 * AWS managed policies whose holder can do everything, or give themselves what is missing:
 * - AdministratorAccess: everything.
 *   https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AdministratorAccess.html
 * - PowerUserAccess: everything but IAM, Organizations and the account itself; that leaves `sso:*`, and code run under any role of the account.
 *   https://docs.aws.amazon.com/aws-managed-policy/latest/reference/PowerUserAccess.html
 * - IAMFullAccess: `iam:*`, so any policy on any role.
 *   https://docs.aws.amazon.com/aws-managed-policy/latest/reference/IAMFullAccess.html
 * - AdministratorAccess-Amplify: AWS says to take it for as powerful as AdministratorAccess.
 *   https://docs.aws.amazon.com/amplify/latest/userguide/security-iam-awsmanpol.html
 * - AWSSSOMasterAccountAdministrator, AWSSSOMemberAccountAdministrator: permission sets and who holds them.
 *   https://docs.aws.amazon.com/singlesignon/latest/userguide/security-iam-awsmanpol.html
 * - AWSSSODirectoryAdministrator: `identitystore:*`, so membership of any group.
 *   https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSSSODirectoryAdministrator.html
 * - AWSOrganizationsFullAccess: `organizations:*`, so the limits that control policies set.
 *   https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_available-policies.html
 */
const MANAGED: ReadonlySet<string> = new Set([
  "AdministratorAccess",
  "PowerUserAccess",
  "IAMFullAccess",
  "AdministratorAccess-Amplify",
  "AWSSSOMasterAccountAdministrator",
  "AWSSSOMemberAccountAdministrator",
  "AWSSSODirectoryAdministrator",
  "AWSOrganizationsFullAccess",
]);

/**
 * Actions that give their holder whatever else there is, when they are allowed on everything; those of one row only together.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html (permissions management)
 */
const GIVING: readonly (readonly string[])[] = [
  ["iam:PutRolePolicy"],
  ["iam:AttachRolePolicy"],
  ["iam:PutUserPolicy"],
  ["iam:AttachUserPolicy"],
  ["iam:PutGroupPolicy"],
  ["iam:AttachGroupPolicy"],
  ["iam:AddUserToGroup"],
  ["iam:CreatePolicyVersion"],
  ["iam:UpdateAssumeRolePolicy"],
  ["iam:CreateAccessKey"],
  ["iam:CreateLoginProfile"],
  ["iam:UpdateLoginProfile"],
  ["sts:AssumeRole", "iam:PassRole"],
  ["sso:CreateAccountAssignment"],
  ["sso:PutInlinePolicyToPermissionSet"],
  ["sso:AttachManagedPolicyToPermissionSet"],
  ["sso-admin:CreateAccountAssignment"],
  ["identitystore:CreateGroupMembership"],
  ["organizations:DetachPolicy"],
  ["organizations:UpdatePolicy"],
  ["organizations:RegisterDelegatedAdministrator"],
];

/** An action that no service has: only a pattern for every action matches it. */
const ANY_ACTION = "\u0000:\u0000";

type Content = Pick<PermissionSet, "managedPolicies" | "inlinePolicy" | "permissionsBoundary">;

/**
 * Why a permission set is like an administrator's, in a few words: its holder can do everything in an account, or give themselves what is
 * missing. What customer managed policies allow is not known here, so they do not count; nor does an inline policy that is no policy document.
 * @param set its content as read from AWS
 * @returns "AdministratorAccess", "inline policy allows iam:*", with "limited by a boundary" when there is one; null when it is not like one
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function administratorLike({
  managedPolicies,
  inlinePolicy,
  permissionsBoundary,
}: Content): string | null {
  const statements = inlinePolicy === null ? [] : statementsOf(inlinePolicy);
  if (isDenied(ANY_ACTION, statements)) return null;
  const managed = managedPolicies.find((policy) => policy.kind === "aws" && MANAGED.has(policy.name));
  const reason = managed?.name ?? givenByInline(statements);
  if (reason === null) return null;
  return isLimiting(permissionsBoundary) ? `${reason}, limited by a boundary` : reason;
}

function statementsOf(text: string): readonly Statement[] {
  const policy = readablePolicy(text);
  return policy.kind === "statements" ? policy.statements : [];
}

/** A boundary that allows everything limits nothing. */
function isLimiting(boundary: ManagedPolicy | null): boolean {
  return boundary !== null && !(boundary.kind === "aws" && boundary.name === "AdministratorAccess");
}

function givenByInline(statements: readonly Statement[]): string | null {
  for (const actions of [[ANY_ACTION], ...GIVING]) {
    const allowed = actions.map((action) => allowedBy(action, statements));
    const words = allowed.flatMap((word) => word ?? []);
    if (words.length === actions.length) return `inline policy allows ${[...new Set(words)].join(" and ")}`;
  }
  return null;
}

/** What a policy says to allow an action everywhere: the pattern, as it is written; null when it does not. */
function allowedBy(action: string, statements: readonly Statement[]): string | null {
  if (isDenied(action, statements)) return null;
  for (const statement of statements) {
    if (statement.effect !== "Allow" || !isEverywhere(statement.resources)) continue;
    const { all, names } = statement.actions;
    const named = names.find((pattern) => matches(pattern, action));
    const condition = statement.condition === null ? "" : ", under a condition";
    if (all === "these" && named !== undefined) return `${named}${condition}`;
    if (all === "all-but" && named === undefined) return `all but ${names.join(", ")}${condition}`;
  }
  return null;
}

function isDenied(action: string, statements: readonly Statement[]): boolean {
  return statements.some(({ effect, actions, resources, condition }) => {
    if (effect !== "Deny" || condition !== null || !isEverywhere(resources)) return false;
    const isNamed = actions.names.some((pattern) => matches(pattern, action));
    return actions.all === "these" ? isNamed : !isNamed;
  });
}

/** Whether resources are all there are, of every kind or of one. */
function isEverywhere({ all, names }: Statement["resources"]): boolean {
  if (all === "all-but") return true;
  return names.some((name) => name === "*" || /^arn:[^:]*:[^:]*:[^:]*:[^:]*:(\*|[\w-]+[/:]\*)$/.test(name));
}

/** Patterns know `*` and `?`; services and actions are the same in capitals. No pattern takes longer than its length times the action's. */
function matches(pattern: string, action: string): boolean {
  const wanted = pattern.toLowerCase();
  const text = action.toLowerCase();
  let at = 0;
  let star = -1;
  let tried = 0;
  for (let place = 0; place < text.length; ) {
    if (wanted[at] === "*") {
      star = at++;
      tried = place;
    } else if (at < wanted.length && (wanted[at] === "?" || wanted[at] === text[place])) {
      at++;
      place++;
    } else if (star === -1) return false;
    else {
      at = star + 1;
      place = ++tried;
    }
  }
  return /^\**$/.test(wanted.slice(at));
}
