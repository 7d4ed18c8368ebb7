import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { containing, emptyPage, keyset, type Page, type PagePlace, ROWS_ON_A_PAGE } from "./keyset.ts";
import { presentAssignments } from "./present-assignments.ts";

export type PermissionSetFilters = PagePlace & {
  /** In the name, the id, the description or a tag. */
  q?: string | undefined;
};

export type PermissionSetListed = {
  arn: string;
  id: string;
  name: string;
  description: string;
  sessionMinutes: number;
  /** Accounts where it is provisioned. */
  accounts: number;
  /** People who are not disabled and hold it somewhere, by a standing path and by a grant. */
  standing: number;
  temporary: number;
  /** Rules that are switched on and offer it. */
  rules: number;
};

/** One page of the permission sets that the filters leave. Nobody but readers gets any. */
export async function permissionSetsFor(
  viewer: Viewer,
  filters: PermissionSetFilters,
): Promise<Page<PermissionSetListed>> {
  if (!mayReadEverything(viewer)) return emptyPage;
  const where = matching(filters);
  const key = keyset(filters, {
    table: Prisma.sql`permission_set a`,
    id: Prisma.sql`a.arn`,
    name: Prisma.sql`a.name`,
  });
  const rows = await db().$queryRaw<PermissionSetListed[]>`
    with picked as materialized (
      select a.* from permission_set a where ${where} and ${key.where} order by ${key.order} limit ${ROWS_ON_A_PAGE}
    ),
    ${presentAssignments(Prisma.sql`a.permission_set_arn in (select arn from picked)`)},
    counts as (
      select r.permission_set_arn,
        count(distinct r.person_id) filter (where r.grant_id is null)::int as standing,
        count(distinct r.person_id) filter (where r.grant_id is not null)::int as temporary
      from reach r join person on person.id = r.person_id and person.status <> 'DISABLED'
      group by r.permission_set_arn
    )
    select a.arn, a.id, a.name, a.description, a.session_minutes as "sessionMinutes",
      (select count(*)::int from provisioned_permission_set p where p.permission_set_arn = a.arn) as accounts,
      coalesce(c.standing, 0) as standing, coalesce(c.temporary, 0) as temporary,
      (select count(*)::int from rule_permission_set o join rule on rule.id = o.rule_id and rule.enabled
       where o.permission_set_arn = a.arn) as rules
    from picked a left join counts c on c.permission_set_arn = a.arn
    order by ${key.order}`;
  if (filters.before !== undefined && filters.after === undefined) rows.reverse();
  const [first] = rows;
  const [sums] = await db().$queryRaw<{ total: number; unfiltered: number; skipped: number }[]>`
    select count(*) filter (where ${where})::int as total, count(*)::int as unfiltered,
      count(*) filter (where ${where} and (a.name, a.arn) < (${first?.name ?? ""}, ${first?.arn ?? ""}))::int as skipped
    from permission_set a`;
  return { rows, total: sums?.total ?? 0, unfiltered: sums?.unfiltered ?? 0, skipped: sums?.skipped ?? 0 };
}

function matching({ q }: PermissionSetFilters): Prisma.Sql {
  if (!q) return Prisma.sql`true`;
  const pattern = containing(q);
  return Prisma.sql`(a.name ilike ${pattern} or a.id ilike ${pattern} or a.description ilike ${pattern}
    or exists (select from jsonb_each_text(a.tags) t where t.value ilike ${pattern} or t.key ilike ${pattern}))`;
}
