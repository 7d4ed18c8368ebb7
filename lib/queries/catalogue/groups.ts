import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { containing, emptyPage, keyset, type Page, type PagePlace, ROWS_ON_A_PAGE } from "./keyset.ts";

export type GroupFilters = PagePlace & {
  /** In the name, the description or the id. */
  q?: string | undefined;
};

export type GroupListed = {
  id: string;
  name: string;
  description: string;
  members: number;
  accounts: number;
  permissionSets: number;
};

/** One page of the groups that the filters leave, with what they reach counted. Nobody but readers gets any. */
export async function groupsFor(viewer: Viewer, filters: GroupFilters): Promise<Page<GroupListed>> {
  if (!mayReadEverything(viewer)) return emptyPage;
  const where = matching(filters);
  const key = keyset(filters, {
    table: Prisma.sql`identity_group a`,
    id: Prisma.sql`a.id`,
    name: Prisma.sql`a.display_name`,
  });
  const rows = await db().$queryRaw<GroupListed[]>`
    select a.id, a.display_name as name, a.description,
      (select count(*)::int from membership m where m.group_id = a.id) as members,
      coalesce(given.accounts, 0) as accounts, coalesce(given.sets, 0) as "permissionSets"
    from identity_group a
    left join lateral (
      select count(distinct g.account_id)::int as accounts, count(distinct g.permission_set_arn)::int as sets
      from assignment g where g.principal_kind = 'group' and g.principal_id = a.id
    ) given on true
    where ${where} and ${key.where}
    order by ${key.order} limit ${ROWS_ON_A_PAGE}`;
  if (filters.before !== undefined && filters.after === undefined) rows.reverse();
  const [first] = rows;
  const [sums] = await db().$queryRaw<{ total: number; unfiltered: number; skipped: number }[]>`
    select count(*) filter (where ${where})::int as total, count(*)::int as unfiltered,
      count(*) filter (where ${where} and (a.display_name, a.id) < (${first?.name ?? ""}, ${first?.id ?? ""}))::int as skipped
    from identity_group a`;
  return { rows, total: sums?.total ?? 0, unfiltered: sums?.unfiltered ?? 0, skipped: sums?.skipped ?? 0 };
}

function matching({ q }: GroupFilters): Prisma.Sql {
  if (!q) return Prisma.sql`true`;
  const pattern = containing(q);
  return Prisma.sql`(a.display_name ilike ${pattern} or a.description ilike ${pattern} or a.id ilike ${pattern})`;
}
