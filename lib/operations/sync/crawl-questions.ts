import type { DaysTurn } from "#lib/core/catalogue/days-turn.ts";
import type { OrganisationalUnit, ProvisionedPermissionSet } from "#lib/core/catalogue.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import type { Crawl, PartNoun } from "./crawl.ts";

/**
 * The ids that a crawl has listed, each once and in order.
 * @param noun whose parts
 * @param member how its rows call their id
 */
export async function idsIn(
  crawl: Crawl,
  noun: PartNoun,
  member: "id" | "arn" | "rootId" = "id",
): Promise<string[]> {
  await crawl.flush();
  const rows = await db().$queryRaw<{ id: string }[]>`
    select distinct r ->> ${member}::text as id from (${rowsIn(crawl, noun)}) rows order by id`;
  return rows.map(({ id }) => id);
}

/** The units that a crawl has listed below their parents, by parent. */
export async function unitsListed(crawl: Crawl): Promise<Map<string, OrganisationalUnit[]>> {
  await crawl.flush();
  const parts = await db().$queryRaw<{ part: string; rows: OrganisationalUnit[] }[]>`
    select part, rows from sync_part where crawl_id = ${crawl.id}::uuid and noun = 'unitChildren'`;
  return new Map(parts.map(({ part, rows }) => [part, rows]));
}

/** How many listed accounts are in a state that is not known. */
export async function countUnknownStates(crawl: Crawl): Promise<number> {
  await crawl.flush();
  const [row] = await db().$queryRaw<{ count: bigint }[]>`
    select count(*) as count from (${rowsIn(crawl, "accounts")}) rows where r ->> 'state' = 'UNKNOWN'`;
  return Number(row?.count ?? 0);
}

/** How many (account, permission set) pairs the crawl's pair map holds. */
export async function countPairs(crawl: Crawl): Promise<number> {
  await crawl.flush();
  const [row] = await db().$queryRaw<{ count: bigint }[]>`
    select coalesce(sum(jsonb_array_length(rows)), 0)::bigint as count from sync_part
    where crawl_id = ${crawl.id}::uuid and noun = 'provisioned'`;
  return Number(row?.count ?? 0);
}

/** Whether any principal that was asked holds anything. */
export async function doesAnybodyHold(crawl: Crawl): Promise<boolean> {
  await crawl.flush();
  const [row] = await db().$queryRaw<{ holds: boolean }[]>`
    select exists (
      select from sync_part
      where crawl_id = ${crawl.id}::uuid and noun = 'assignments' and rows <> '[]') as holds`;
  return row?.holds === true;
}

/** The listed people who are known to hold assignments of their own: by what is stored, or by the ledger of our own grants. */
export async function knownHolders(crawl: Crawl): Promise<string[]> {
  await crawl.flush();
  const rows = await db().$queryRaw<{ id: string }[]>`
    select distinct r ->> 'id' as id from (${rowsIn(crawl, "people")}) rows
    where r ->> 'id' in (
      select principal_id from assignment where principal_kind = 'user'
      union all
      select person_id from managed_assignment where seen = 'present' or due_at is not null)
    order by id`;
  return rows.map(({ id }) => id);
}

/** Every pair of the crawl's pair map. */
export async function allPairs(crawl: Crawl): Promise<ProvisionedPermissionSet[]> {
  await crawl.flush();
  return db().$queryRaw<ProvisionedPermissionSet[]>`
    select distinct r ->> 'accountId' as "accountId", r ->> 'permissionSetArn' as "permissionSetArn"
    from (${rowsIn(crawl, "provisioned")}) rows
    order by 1, 2`;
}

/**
 * The pairs that have to be listed beside what the principals told: those that nobody who was asked holds, those of principals that are
 * gone, whom nobody can ask, and of the others those that have their turn.
 * @param known where the pairs come from: the crawl's pair map, or, when AWS tells none, what is stored
 */
export async function pairsToList(
  crawl: Crawl,
  known: "listed" | "stored",
  turn: DaysTurn,
): Promise<ProvisionedPermissionSet[]> {
  await crawl.flush();
  const stored = Prisma.sql`
    select account_id, permission_set_arn from provisioned_permission_set where ${known === "stored"}`;
  return db().$queryRaw<ProvisionedPermissionSet[]>`
    with pair as materialized (
      select r ->> 'accountId' as account_id, r ->> 'permissionSetArn' as permission_set_arn
      from (${rowsIn(crawl, "provisioned")}) rows
      union
      ${stored}
    ),
    explained as materialized (
      select distinct r ->> 'accountId' as account_id, r ->> 'permissionSetArn' as permission_set_arn
      from sync_part p cross join lateral jsonb_array_elements(p.rows) r
      where p.crawl_id = ${crawl.id}::uuid and p.noun = 'assignments' and p.part not like 'pair %'
    ),
    alive as materialized (
      select r ->> 'id' as id from (${rowsIn(crawl, "people")}) rows
      union
      select r ->> 'id' as id from (${rowsIn(crawl, "groups")}) rows
    ),
    orphaned as materialized (
      select distinct a.account_id, a.permission_set_arn from assignment a
      where not exists (select from alive where alive.id = a.principal_id)
    )
    select account_id as "accountId", permission_set_arn as "permissionSetArn" from pair
    where not exists (select from explained e
                      where e.account_id = pair.account_id and e.permission_set_arn = pair.permission_set_arn)
      or exists (select from orphaned o
                 where o.account_id = pair.account_id and o.permission_set_arn = pair.permission_set_arn)
      or (abs(hashtextextended(account_id || ' ' || permission_set_arn, 0) % 86400) - ${turn.fromSecond}::bigint + 86400) % 86400
         < ${turn.seconds}::bigint
    order by 1, 2`;
}

/** The rows `r` that a crawl's parts hold of a noun. */
function rowsIn(crawl: Crawl, noun: PartNoun): Prisma.Sql {
  return Prisma.sql`
    select jsonb_array_elements(rows) as r from sync_part where crawl_id = ${crawl.id}::uuid and noun = ${noun}`;
}
