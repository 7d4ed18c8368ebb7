import type { SimulatorState } from "#demo/aws/state.ts";
import { canonicalJson } from "#lib/core/catalogue/canonical-json.ts";
import { storableJson } from "./storable-json.ts";

type Rows = Record<string, unknown>[];

/** The catalogue's rows by noun, each noun in one order. */
export type CatalogueRows = Readonly<Record<string, readonly unknown[]>>;

const knownStates = new Set(["PENDING_ACTIVATION", "ACTIVE", "SUSPENDED", "PENDING_CLOSURE", "CLOSED"]);

/** What the simulator holds, as the catalogue is to say it. */
export function trueRows(state: SimulatorState): CatalogueRows {
  const parents = new Map<string, string | null>([[state.organization.rootId, null]]);
  for (const { id, parentId } of state.units) parents.set(id, parentId);
  const pathOf = (id: string): string[] => {
    const parentId = parents.get(id) ?? null;
    return parentId === null ? [id] : [...pathOf(parentId), id];
  };
  const root = { id: state.organization.rootId, name: "Root", parentId: null };
  return inOrder({
    organisations: [state.organization],
    units: [root, ...state.units].map(({ id, name, parentId }) => ({ id, name, parentId, path: pathOf(id) })),
    accounts: state.accounts.map(({ joinedMethod: _method, state: is, ...account }) => ({
      ...account,
      state: knownStates.has(is) ? is : "UNKNOWN",
    })),
    permissionSets: state.permissionSets.map((set) => ({
      arn: set.arn,
      name: set.name,
      description: set.description ?? "",
      sessionMinutes: Number(set.sessionDuration.replace(/\D/g, "")) * 60,
      relayState: set.relayState || null,
      createdAt: set.createdAt,
      managedPolicies: inTextOrder([
        ...set.managedPolicyArns.map((arn) => ({ kind: "aws", arn })),
        ...set.customerPolicies.map(({ name, path }) => ({ kind: "customer", name, path })),
      ]),
      inlinePolicy: set.inlinePolicy || null,
      tags: set.tags,
    })),
    groups: state.groups.map(({ id, displayName, description = "", externalIds }) => ({
      id,
      displayName,
      description,
      externalIds: inTextOrder(externalIds),
    })),
    people: state.users.map(({ email = null, title = null, manager = null, externalIds, ...user }) => ({
      ...user,
      email,
      emails: email === null ? [] : [email],
      title,
      manager,
      externalIds: inTextOrder(externalIds),
    })),
    memberships: state.memberships.map(({ groupId, userId }) => ({ groupId, personId: userId })),
    provisioned: state.assignments.map(({ accountId, permissionSetArn }) => ({
      accountId,
      permissionSetArn,
    })),
    assignments: state.assignments.map(({ accountId, permissionSetArn, principalType, principalId }) => ({
      accountId,
      permissionSetArn,
      principalKind: principalType.toLowerCase(),
      principalId,
    })),
  });
}

/** What the catalogue says. */
export async function storedRows(sql: (text: string) => Promise<Rows>): Promise<CatalogueRows> {
  return inOrder({
    organisations: await sql(
      `select id, management_account_id as "managementAccountId", root_id as "rootId" from organisation`,
    ),
    units: await sql(`select id, name, parent_id as "parentId", path from organisational_unit`),
    accounts: await sql(
      `select id, name, email, state, parent_id as "parentId", joined_at as "joinedAt", tags from account`,
    ),
    permissionSets: await sql(
      `select arn, name, description, session_minutes as "sessionMinutes", relay_state as "relayState", created_at as "createdAt",
         (select coalesce(jsonb_agg(case p ->> 'kind' when 'aws' then p - 'name' else p end), '[]')
          from jsonb_array_elements(managed_policies) p) as "managedPolicies",
         inline_policy as "inlinePolicy", tags
       from permission_set`,
    ),
    groups: await sql(
      `select id, display_name as "displayName", description, external_ids as "externalIds" from identity_group`,
    ),
    people: await sql(
      `select id, user_name as "userName", display_name as "displayName", given_name as "givenName",
         family_name as "familyName", email, emails, title, status, external_ids as "externalIds", manager from person`,
    ),
    memberships: await sql(`select group_id as "groupId", person_id as "personId" from membership`),
    provisioned: await sql(
      `select account_id as "accountId", permission_set_arn as "permissionSetArn" from provisioned_permission_set`,
    ),
    assignments: await sql(
      `select account_id as "accountId", permission_set_arn as "permissionSetArn", principal_kind as "principalKind",
         principal_id as "principalId" from assignment`,
    ),
  });
}

/** Each row once, in the order of its text, as the database can hold it. */
function inOrder(nouns: Record<string, readonly unknown[]>): CatalogueRows {
  return Object.fromEntries(
    Object.entries(nouns).map(([noun, rows]) => [
      noun,
      [...new Set(rows.map((row) => canonicalJson(JSON.parse(storableJson(row).json))))].sort(),
    ]),
  );
}

function inTextOrder(rows: readonly unknown[]): unknown[] {
  return rows.toSorted((a, b) => (canonicalJson(a) < canonicalJson(b) ? -1 : 1));
}
