import type { PersonalWay, PersonReaching } from "#lib/core/catalogue/way.ts";
import type { PersonStatus } from "#lib/core/catalogue.ts";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { containing } from "./keyset.ts";
import { type PageAsked, pageOfMatching } from "./page-of.ts";
import { presentAssignments } from "./present-assignments.ts";
import { intoAccount, matchingWays, type WayFilters } from "./ways.ts";

export type PeopleReachingFilters = WayFilters &
  PageAsked & {
    /** In the name, the user name or the mail address. */
    q?: string | undefined;
    /** Only people who are disabled, or all but them. */
    disabled?: "only" | "without" | undefined;
  };

export type PeopleReaching = { rows: readonly PersonReaching[]; skipped: number; total: number };

type PersonColumns = {
  total: number;
  skipped: number;
  id: string | null;
  name: string;
  userName: string;
  status: PersonStatus;
} & PersonalWay;

/**
 * One page of the people who reach an account by a way that the filters leave, by name, each with all of those ways.
 * Disabled people are among them. Nobody but readers gets any.
 */
export async function peopleReachingAccount(
  viewer: Viewer,
  accountId: string,
  filters: PeopleReachingFilters = {},
): Promise<PeopleReaching> {
  if (!mayReadEverything(viewer)) return { rows: [], skipped: 0, total: 0 };
  const rows = await db().$queryRaw<PersonColumns[]>`
    with ${presentAssignments(intoAccount(accountId))},
    ways as materialized (select w.* from present w where ${matchingWays(filters)}),
    reaching as (
      select w.principal_id as person_id from ways w where w.principal_kind = 'user'
      union
      select m.person_id from membership m
      where m.group_id in (select w.principal_id from ways w where w.principal_kind = 'group')
    ),
    matching as materialized (
      select p.id, p.display_name as sort, p.user_name, p.status
      from person p join reaching r on r.person_id = p.id where ${matchingPeople(filters)}
    ),
    ${pageOfMatching(filters)},
    paths as (
      select k.id as person_id, null::text as group_id, w.permission_set_arn, w.since, w.ends_at, w.request_id
      from picked k join ways w on w.principal_kind = 'user' and w.principal_id = k.id
      union all
      select k.id, w.principal_id, w.permission_set_arn, w.since, w.ends_at, w.request_id
      from picked k join membership m on m.person_id = k.id
      join ways w on w.principal_kind = 'group' and w.principal_id = m.group_id
    )
    select sums.total, sums.skipped, k.id, k.sort as name, k.user_name as "userName", k.status,
      p.permission_set_arn as "permissionSetArn", s.name as "permissionSetName", p.group_id as "groupId",
      g.display_name as "groupName", p.since, p.ends_at as "endsAt", p.request_id as "requestId"
    from sums
    left join picked k on true
    left join paths p on p.person_id = k.id
    left join permission_set s on s.arn = p.permission_set_arn
    left join identity_group g on g.id = p.group_id
    order by k.sort, k.id, p.ends_at, s.name, p.permission_set_arn, g.display_name nulls first, p.group_id`;
  const people = Map.groupBy(rows, (row) => row.id);
  return {
    total: rows[0]?.total ?? 0,
    skipped: rows[0]?.skipped ?? 0,
    rows: [...people.values()].flatMap((ways) => toPerson(ways)),
  };
}

function matchingPeople({ q, disabled }: PeopleReachingFilters): Prisma.Sql {
  const conditions = [Prisma.sql`true`];
  if (q) {
    const pattern = containing(q);
    conditions.push(
      Prisma.sql`(p.display_name ilike ${pattern} or p.user_name ilike ${pattern} or p.email ilike ${pattern})`,
    );
  }
  if (disabled === "only") conditions.push(Prisma.sql`p.status = 'DISABLED'`);
  if (disabled === "without") conditions.push(Prisma.sql`p.status <> 'DISABLED'`);
  return Prisma.join(conditions, " and ");
}

function toPerson(ways: readonly PersonColumns[]): readonly PersonReaching[] {
  const [person] = ways;
  if (!person || person.id === null) return [];
  const { id, name, userName, status } = person;
  const by = ways.map(
    ({ permissionSetArn, permissionSetName, groupId, groupName, since, endsAt, requestId }) => ({
      permissionSetArn,
      permissionSetName,
      groupId,
      groupName,
      since,
      endsAt,
      requestId,
    }),
  );
  return [{ id, name, userName, status, by }];
}
