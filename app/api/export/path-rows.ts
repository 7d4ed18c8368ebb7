import type { AccountReached, RoleGiven, Way } from "#lib/core/catalogue/way.ts";

export const pathColumns = [
  "accountId",
  "accountName",
  "permissionSetArn",
  "permissionSetName",
  "principalKind",
  "principalId",
  "principalName",
  "isGone",
  "people",
  "disabled",
  "access",
  "since",
  "endsAt",
  "request",
] as const;

/** One assignment as a row of a file. */
export function pathRow(way: Way) {
  return {
    accountId: way.accountId,
    accountName: way.accountName,
    permissionSetArn: way.permissionSetArn,
    permissionSetName: way.permissionSetName,
    principalKind: way.principalKind,
    principalId: way.principalId,
    principalName: way.principalName,
    isGone: way.principalName === null,
    people: way.people,
    disabled: way.disabled,
    access: way.grant ? "temporary" : "standing",
    since: way.since,
    endsAt: way.grant?.endsAt ?? null,
    request: way.grant ? `R-${way.grant.requestNumber}` : null,
  };
}

/** Every way of accounts as rows of a file; an account without any is a row without a path when `keepsEmpty`. */
export function pathRowsOf(account: AccountReached, keepsEmpty: boolean) {
  if (account.ways.length > 0 || !keepsEmpty) return account.ways.map(pathRow);
  const nobody = {
    permissionSetArn: null,
    permissionSetName: null,
    principalKind: null,
    principalId: null,
    principalName: null,
    isGone: null,
    people: 0,
    disabled: 0,
    access: null,
    since: null,
    endsAt: null,
    request: null,
  };
  return [{ accountId: account.id, accountName: account.name, ...nobody }];
}

export const roleColumns = [
  "principalKind",
  "principalId",
  "principalName",
  "people",
  "disabled",
  "permissionSetArn",
  "permissionSetName",
  "access",
  "accounts",
  "onlyAccountId",
  "since",
  "endsAt",
] as const;

/** A permission set by one principal, with its number of accounts, as a row of a file. */
export function roleRow(role: RoleGiven) {
  return {
    principalKind: role.principalKind,
    principalId: role.principalId,
    principalName: role.principalName,
    people: role.people,
    disabled: role.disabled,
    permissionSetArn: role.permissionSetArn,
    permissionSetName: role.permissionSetName,
    access: role.endsAt ? "temporary" : "standing",
    accounts: role.accounts,
    onlyAccountId: role.accounts === 1 ? role.accountId : null,
    since: role.since,
    endsAt: role.endsAt,
  };
}
