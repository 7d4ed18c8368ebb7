import type { AccountState } from "#lib/core/catalogue.ts";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { containing, emptyPage, keyset, type Page, type PagePlace, ROWS_ON_A_PAGE } from "./keyset.ts";
import { presentAssignments } from "./present-assignments.ts";

export type AccountFilters = PagePlace & {
  /** In the name, the id, the mail address or a tag. */
  q?: string | undefined;
  /** An organisational unit: its accounts and those of all units below it. */
  unit?: string | undefined;
  state?: AccountState | undefined;
  sort?: "name" | "people" | undefined;
};

export type AccountRow = {
  id: string;
  name: string;
  state: AccountState;
  unitId: string;
  unitName: string | null;
  /** The value of the account's `owner` tag. */
  owner: string | null;
  /** People who are not disabled and reach the account: all of them, those by a standing path, those by a grant. */
  people: number;
  standing: number;
  temporary: number;
  permissionSets: number;
  /** Assignments there whose person or group is gone. */
  orphans: number;
};

/** One page of the accounts that the filters leave, with who reaches them counted. Nobody but readers gets any. */
export async function accountsFor(viewer: Viewer, filters: AccountFilters): Promise<Page<AccountRow>> {
  if (!mayReadEverything(viewer)) return emptyPage;
  const where = matching(filters);
  const isByPeople = filters.sort === "people";
  const rows = await (isByPeople ? pageByPeople(where, filters) : pageByName(where, filters));
  if (filters.before !== undefined && filters.after === undefined) rows.reverse();
  const [first] = rows;
  const [sums] = await db().$queryRaw<{ total: number; unfiltered: number; skipped: number }[]>`
    select count(*) filter (where ${where})::int as total, count(*)::int as unfiltered,
      count(*) filter (where ${where} and (a.name, a.id) < (${first?.name ?? ""}, ${first?.id ?? ""}))::int as skipped
    from account a`;
  return {
    rows,
    total: sums?.total ?? 0,
    unfiltered: sums?.unfiltered ?? 0,
    skipped: isByPeople ? (first?.rank ?? 1) - 1 : (sums?.skipped ?? 0),
  };
}

type CountedRow = AccountRow & { rank: number };

function matching({ q, unit, state }: AccountFilters): Prisma.Sql {
  const conditions = [Prisma.sql`true`];
  if (q) {
    const pattern = containing(q);
    conditions.push(Prisma.sql`(a.name ilike ${pattern} or a.id like ${pattern} or a.email ilike ${pattern}
      or exists (select from jsonb_each_text(a.tags) t where t.value ilike ${pattern} or t.key ilike ${pattern}))`);
  }
  if (unit) {
    conditions.push(
      Prisma.sql`a.parent_id in (select u.id from organisational_unit u where u.path @> array[${unit}])`,
    );
  }
  if (state) conditions.push(Prisma.sql`a.state = ${state}::account_state`);
  return Prisma.join(conditions, " and ");
}

const columns = Prisma.sql`
  a.id, a.name, a.state, a.parent_id as "unitId",
  (select u.name from organisational_unit u where u.id = a.parent_id) as "unitName",
  (select t.value from jsonb_each_text(a.tags) t where lower(t.key) = 'owner' limit 1) as owner,
  coalesce(c.people, 0) as people, coalesce(c.standing, 0) as standing, coalesce(c.temporary, 0) as temporary,
  (select count(distinct p.permission_set_arn)::int from provisioned_permission_set p where p.account_id = a.id) as "permissionSets",
  (select count(*)::int from present p where p.account_id = a.id and not exists (
     select from person where p.principal_kind = 'user' and person.id = p.principal_id
     union all
     select from identity_group g where p.principal_kind = 'group' and g.id = p.principal_id)) as orphans`;

const counts = Prisma.sql`
  counts as (
    select r.account_id, count(distinct r.person_id)::int as people,
      count(distinct r.person_id) filter (where r.grant_id is null)::int as standing,
      count(distinct r.person_id) filter (where r.grant_id is not null)::int as temporary
    from reach r join person on person.id = r.person_id and person.status <> 'DISABLED'
    group by r.account_id
  )`;

async function pageByName(where: Prisma.Sql, place: PagePlace): Promise<CountedRow[]> {
  const key = keyset(place, {
    table: Prisma.sql`account a`,
    id: Prisma.sql`a.id`,
    name: Prisma.sql`a.name`,
  });
  return db().$queryRaw<CountedRow[]>`
    with picked as materialized (
      select a.* from account a where ${where} and ${key.where} order by ${key.order} limit ${ROWS_ON_A_PAGE}
    ),
    ${presentAssignments(Prisma.sql`a.account_id in (select id from picked)`)},
    ${counts}
    select ${columns}, 0 as rank from picked a left join counts c on c.account_id = a.id order by ${key.order}`;
}

async function pageByPeople(where: Prisma.Sql, { after, before }: PagePlace): Promise<CountedRow[]> {
  const rankOf = (id: string) => Prisma.sql`(select rank from ranked where id = ${id})`;
  const beginning = after
    ? Prisma.sql`rank > coalesce(${rankOf(after)}, 0)`
    : before
      ? Prisma.sql`rank < coalesce(${rankOf(before)}, 1)`
      : Prisma.sql`true`;
  return db().$queryRaw<CountedRow[]>`
    with ${presentAssignments(Prisma.sql`true`)},
    ${counts},
    ranked as (
      select a.*, (row_number() over (order by coalesce(c.people, 0) desc, a.name, a.id))::int as rank
      from account a left join counts c on c.account_id = a.id where ${where}
    )
    select ${columns}, a.rank from ranked a left join counts c on c.account_id = a.id
    where ${beginning} order by a.rank ${before && !after ? Prisma.sql`desc` : Prisma.sql`asc`} limit ${ROWS_ON_A_PAGE}`;
}
