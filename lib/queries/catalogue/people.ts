import type { PersonStatus } from "#lib/core/catalogue.ts";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { containing, emptyPage, keyset, type Page, type PagePlace, ROWS_ON_A_PAGE } from "./keyset.ts";
import { presentAssignments } from "./present-assignments.ts";

export type PeopleFilters = PagePlace & {
  /** In the name, the user name, the mail address or the id. */
  q?: string | undefined;
  status?: PersonStatus | undefined;
};

export type PersonListed = {
  id: string;
  name: string;
  userName: string;
  email: string | null;
  status: PersonStatus;
  groups: number;
  /** Accounts the person reaches: in all, by a standing way, by a grant. */
  accounts: number;
  standing: number;
  temporary: number;
};

/** One page of the people that the filters leave, with what they reach counted. Nobody but readers gets any. */
export async function peopleFor(viewer: Viewer, filters: PeopleFilters): Promise<Page<PersonListed>> {
  if (!mayReadEverything(viewer)) return emptyPage;
  const where = matching(filters);
  const key = keyset(filters, {
    table: Prisma.sql`person a`,
    id: Prisma.sql`a.id`,
    name: Prisma.sql`a.display_name`,
  });
  const rows = await db().$queryRaw<PersonListed[]>`
    with picked as materialized (
      select a.* from person a where ${where} and ${key.where} order by ${key.order} limit ${ROWS_ON_A_PAGE}
    ),
    ${presentAssignments(Prisma.sql`
      (a.principal_kind = 'user' and a.principal_id in (select id from picked))
      or (a.principal_kind = 'group' and a.principal_id in (
        select group_id from membership where person_id in (select id from picked)))`)},
    counts as (
      select r.person_id, count(distinct r.account_id)::int as accounts,
        count(distinct r.account_id) filter (where r.grant_id is null)::int as standing,
        count(distinct r.account_id) filter (where r.grant_id is not null)::int as temporary
      from reach r where r.person_id in (select id from picked) group by r.person_id
    )
    select a.id, a.display_name as name, a.user_name as "userName", a.email, a.status,
      (select count(*)::int from membership m where m.person_id = a.id) as groups,
      coalesce(c.accounts, 0) as accounts, coalesce(c.standing, 0) as standing, coalesce(c.temporary, 0) as temporary
    from picked a left join counts c on c.person_id = a.id
    order by ${key.order}`;
  if (filters.before !== undefined && filters.after === undefined) rows.reverse();
  const [first] = rows;
  const [sums] = await db().$queryRaw<{ total: number; unfiltered: number; skipped: number }[]>`
    select count(*) filter (where ${where})::int as total, count(*)::int as unfiltered,
      count(*) filter (where ${where} and (a.display_name, a.id) < (${first?.name ?? ""}, ${first?.id ?? ""}))::int as skipped
    from person a`;
  return { rows, total: sums?.total ?? 0, unfiltered: sums?.unfiltered ?? 0, skipped: sums?.skipped ?? 0 };
}

function matching({ q, status }: PeopleFilters): Prisma.Sql {
  const conditions = [Prisma.sql`true`];
  if (q) {
    const pattern = containing(q);
    conditions.push(Prisma.sql`(a.display_name ilike ${pattern} or a.user_name ilike ${pattern}
      or a.email ilike ${pattern} or a.id ilike ${pattern})`);
  }
  if (status) conditions.push(Prisma.sql`a.status = ${status}::person_status`);
  return Prisma.join(conditions, " and ");
}
