import type { Noun } from "#lib/core/catalogue/catalogue-rows.ts";

/** A column, its Postgres type, and what the rows of a reading call it. */
export type NounColumn = { name: string; type: string; from: string };

/** Where a noun is kept. Every string here is SQL of ours: none comes from outside. */
export type NounTable = {
  table: string;
  key: readonly string[];
  columns: readonly NounColumn[];
  /** What a row `r` belongs to: an expression for the id of its account, set (ARN), group and person, where it has one. */
  of: { account?: string; permissionSet?: string; group?: string; person?: string; unit?: string };
};

const text = (name: string, from: string = name): NounColumn => ({ name, type: "text", from });

export const nounTables: Readonly<Record<Noun, NounTable>> = {
  organisations: {
    table: "organisation",
    key: ["id"],
    columns: [text("id"), text("management_account_id", "managementAccountId"), text("root_id", "rootId")],
    of: {},
  },
  units: {
    table: "organisational_unit",
    key: ["id"],
    columns: [
      text("id"),
      text("name"),
      text("parent_id", "parentId"),
      { name: "path", type: "text[]", from: "path" },
    ],
    of: { unit: "r.id" },
  },
  accounts: {
    table: "account",
    key: ["id"],
    columns: [
      text("id"),
      text("name"),
      text("email"),
      { name: "state", type: "account_state", from: "state" },
      text("parent_id", "parentId"),
      { name: "joined_at", type: "timestamptz(3)", from: "joinedAt" },
      { name: "tags", type: "jsonb", from: "tags" },
    ],
    of: { account: "r.id" },
  },
  permissionSets: {
    table: "permission_set",
    key: ["arn"],
    columns: [
      text("arn"),
      text("id"),
      text("name"),
      text("description"),
      { name: "session_minutes", type: "integer", from: "sessionMinutes" },
      text("relay_state", "relayState"),
      { name: "created_at", type: "timestamptz(3)", from: "createdAt" },
      { name: "managed_policies", type: "jsonb", from: "managedPolicies" },
      text("inline_policy", "inlinePolicy"),
      { name: "permissions_boundary", type: "jsonb", from: "permissionsBoundary" },
      { name: "tags", type: "jsonb", from: "tags" },
      text("fingerprint"),
      text("administrator_like", "administratorLike"),
    ],
    of: { permissionSet: "r.arn" },
  },
  groups: {
    table: "identity_group",
    key: ["id"],
    columns: [
      text("id"),
      text("display_name", "displayName"),
      text("description"),
      { name: "external_ids", type: "jsonb", from: "externalIds" },
    ],
    of: { group: "r.id" },
  },
  people: {
    table: "person",
    key: ["id"],
    columns: [
      text("id"),
      text("user_name", "userName"),
      text("display_name", "displayName"),
      text("given_name", "givenName"),
      text("family_name", "familyName"),
      text("email"),
      { name: "emails", type: "text[]", from: "emails" },
      text("title"),
      { name: "status", type: "person_status", from: "status" },
      { name: "external_ids", type: "jsonb", from: "externalIds" },
      text("manager"),
    ],
    of: { person: "r.id" },
  },
  memberships: {
    table: "membership",
    key: ["group_id", "person_id"],
    columns: [text("group_id", "groupId"), text("person_id", "personId")],
    of: { group: "r.group_id", person: "r.person_id" },
  },
  assignments: {
    table: "assignment",
    key: ["account_id", "permission_set_arn", "principal_kind", "principal_id"],
    columns: [
      text("account_id", "accountId"),
      text("permission_set_arn", "permissionSetArn"),
      { name: "principal_kind", type: "principal_kind", from: "principalKind" },
      text("principal_id", "principalId"),
    ],
    of: {
      account: "r.account_id",
      permissionSet: "r.permission_set_arn",
      group: "case when r.principal_kind = 'group' then r.principal_id end",
      person: "case when r.principal_kind = 'user' then r.principal_id end",
    },
  },
  provisioned: {
    table: "provisioned_permission_set",
    key: ["account_id", "permission_set_arn"],
    columns: [text("account_id", "accountId"), text("permission_set_arn", "permissionSetArn")],
    of: { account: "r.account_id", permissionSet: "r.permission_set_arn" },
  },
};

/** In the order in which they are written: an assignment proves its pair provisioned, so the pairs come last. */
export const nounsInOrder = [
  "organisations",
  "units",
  "accounts",
  "permissionSets",
  "groups",
  "people",
  "memberships",
  "assignments",
  "provisioned",
] as const satisfies readonly Noun[];
