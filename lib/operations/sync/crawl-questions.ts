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

/**
 * Whether AWS told where every permission set is provisioned: a map with holes, or one that is empty while assignments prove pairs, says
 * nothing of the pairs that it leaves out.
 */
export async function isPairMapTold(crawl: Crawl): Promise<boolean> {
  await crawl.flush();
  const [row] = await db().$queryRaw<{ told: boolean }[]>`
    select not exists (
        select from (${rowsIn(crawl, "permissionSetArns")}) rows
        where r ->> 'arn' not in (select part from sync_part where crawl_id = ${crawl.id}::uuid and noun = 'provisioned'))
      and (exists (select from sync_part where crawl_id = ${crawl.id}::uuid and noun = 'provisioned' and rows <> '[]')
        or not exists (select from sync_part where crawl_id = ${crawl.id}::uuid and noun = 'assignments' and rows <> '[]')) as told`;
  return row?.told === true;
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

/**
 * The listed people who are asked what they hold: those known to hold assignments of their own, by what is stored or by the ledger of our own
 * grants, for whom that takes no more calls than listing what they are known to hold. For a person AWS lists what their groups hold as well, a hundred rows
 * a page.
 */
export async function holdersToAsk(crawl: Crawl): Promise<string[]> {
  await crawl.flush();
  const rows = await db().$queryRaw<{ id: string }[]>`
    with held as materialized (${heldByPeople}),
    holder as materialized (select person_id, count(*) as pairs from held group by person_id),
    by_group as materialized (
      select principal_id as group_id, count(*) as rows from assignment where principal_kind = 'group' group by principal_id
    ),
    costs as (
      select h.person_id, h.pairs, ceil((h.pairs + coalesce(sum(g.rows), 0)) / 100.0) as pages
      from holder h
      left join membership m on m.person_id = h.person_id
      left join by_group g on g.group_id = m.group_id
      group by h.person_id, h.pairs
    )
    select distinct r ->> 'id' as id from (${rowsIn(crawl, "people")}) rows
    where r ->> 'id' in (select person_id from costs where pages <= pairs)
    order by id`;
  return rows.map(({ id }) => id);
}

/** What people are known to hold of their own: as stored, and as the ledger has it. */
const heldByPeople = Prisma.sql`
  select principal_id as person_id, account_id, permission_set_arn from assignment where principal_kind = 'user'
  union
  select person_id, account_id, permission_set_arn from managed_assignment where seen = 'present' or due_at is not null`;

/** Every pair of the crawl's pair map. */
export async function allPairs(crawl: Crawl): Promise<ProvisionedPermissionSet[]> {
  await crawl.flush();
  return db().$queryRaw<ProvisionedPermissionSet[]>`
    select distinct r ->> 'accountId' as "accountId", r ->> 'permissionSetArn' as "permissionSetArn"
    from (${rowsIn(crawl, "provisioned")}) rows
    order by 1, 2`;
}

/**
 * The pairs that have to be listed beside what the principals told: those in which somebody who was not asked is known to hold something, be it that
 * they are gone, those that nobody who was asked holds, and of the others those that have their turn.
 * @param known where the pairs come from: the crawl's pair map, or, when AWS tells none, what is stored
 */
export async function pairsToList(
  crawl: Crawl,
  known: "listed" | "stored",
  turn: DaysTurn,
): Promise<ProvisionedPermissionSet[]> {
  await crawl.flush();
  const principals = Prisma.sql`
    sync_part p where p.crawl_id = ${crawl.id}::uuid and p.noun = 'assignments' and p.part not like 'pair %'`;
  return db().$queryRaw<ProvisionedPermissionSet[]>`
    with pair as materialized (
      select r ->> 'accountId' as account_id, r ->> 'permissionSetArn' as permission_set_arn
      from (${rowsIn(crawl, "provisioned")}) rows
      union
      select account_id, permission_set_arn from provisioned_permission_set where ${known === "stored"}
    ),
    asked as materialized (select p.part from ${principals}),
    explained as materialized (
      select distinct r ->> 'accountId' as account_id, r ->> 'permissionSetArn' as permission_set_arn
      from (select jsonb_array_elements(p.rows) as r from ${principals}) rows
    ),
    unasked as materialized (
      select account_id, permission_set_arn from assignment
      where principal_kind || ' ' || principal_id not in (select part from asked)
      union
      select account_id, permission_set_arn from (${heldByPeople}) held
      where 'user ' || person_id not in (select part from asked)
    )
    select account_id as "accountId", permission_set_arn as "permissionSetArn" from unasked
    union
    select account_id, permission_set_arn from pair
    where (account_id, permission_set_arn) not in (select account_id, permission_set_arn from explained)
      or (abs(hashtextextended(account_id || ' ' || permission_set_arn, 0) % 86400) - ${turn.fromSecond}::bigint + 86400) % 86400
         < ${turn.seconds}::bigint
    order by 1, 2`;
}

/** The rows `r` that a crawl's parts hold of a noun. */
function rowsIn(crawl: Crawl, noun: PartNoun): Prisma.Sql {
  return Prisma.sql`
    select jsonb_array_elements(rows) as r from sync_part where crawl_id = ${crawl.id}::uuid and noun = ${noun}`;
}
