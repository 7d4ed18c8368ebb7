import type { Differences } from "#lib/core/catalogue/compare.ts";
import type { Db } from "#lib/db/client.ts";

type Part = Pick<Differences, "organisations" | "units" | "accounts">;

/** Writes what differs of the organisation, its units and its accounts. */
export async function applyOrganisation(tx: Db, { organisations, units, accounts }: Part): Promise<void> {
  const newOrganisations = [...organisations.added, ...organisations.changed];
  if (newOrganisations.length > 0) {
    await tx.$executeRaw`
      insert into organisation (id, management_account_id, root_id)
      select r.id, r."managementAccountId", r."rootId"
      from jsonb_to_recordset(${JSON.stringify(newOrganisations)}::jsonb)
        as r(id text, "managementAccountId" text, "rootId" text)
      on conflict (id) do update
        set management_account_id = excluded.management_account_id, root_id = excluded.root_id`;
  }
  if (organisations.vanished.length > 0) {
    await tx.organisation.deleteMany({ where: { id: { in: organisations.vanished.map((row) => row.id) } } });
  }

  const newUnits = [...units.added, ...units.changed];
  if (newUnits.length > 0) {
    await tx.$executeRaw`
      insert into organisational_unit (id, name, parent_id, path)
      select r.id, r.name, r."parentId", r.path
      from jsonb_to_recordset(${JSON.stringify(newUnits)}::jsonb) as r(id text, name text, "parentId" text, path text[])
      on conflict (id) do update set name = excluded.name, parent_id = excluded.parent_id, path = excluded.path`;
  }
  if (units.vanished.length > 0) {
    await tx.$executeRaw`
      delete from organisational_unit
      where id in (select r.id from jsonb_to_recordset(${JSON.stringify(units.vanished)}::jsonb) as r(id text))`;
  }

  const newAccounts = [...accounts.added, ...accounts.changed];
  if (newAccounts.length > 0) {
    await tx.$executeRaw`
      insert into account (id, name, email, state, parent_id, joined_at, tags)
      select r.id, r.name, r.email, r.state::account_state, r."parentId", r."joinedAt", r.tags
      from jsonb_to_recordset(${JSON.stringify(newAccounts)}::jsonb)
        as r(id text, name text, email text, state text, "parentId" text, "joinedAt" timestamptz, tags jsonb)
      on conflict (id) do update
        set name = excluded.name, email = excluded.email, state = excluded.state,
            parent_id = excluded.parent_id, joined_at = excluded.joined_at, tags = excluded.tags`;
  }
  if (accounts.vanished.length > 0) {
    await tx.$executeRaw`
      delete from account
      where id in (select r.id from jsonb_to_recordset(${JSON.stringify(accounts.vanished)}::jsonb) as r(id text))`;
  }
}
