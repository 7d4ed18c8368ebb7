import type { PersonalWay, PersonReaching } from "#lib/core/catalogue/way.ts";
import type { PersonStatus } from "#lib/core/catalogue.ts";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { foundBy } from "./found-by.ts";
import {
  emptyPage,
  type Listing,
  type Page,
  type PagePlace,
  readAll,
  readPage,
  type Sorted,
  type Stretch,
} from "./keyset.ts";
import { presentAssignments } from "./present-assignments.ts";
import { intoAccount, matchingWays, type WayFilters } from "./ways.ts";

export type PeopleReachingFilters = WayFilters & {
  /** Words in the name, the user name, a mail address or the id. */
  q?: string | undefined;
  /** Only people who are disabled, or all but them. */
  disabled?: "only" | "without" | undefined;
};

export type PersonReachingRow = PersonReaching & Sorted;

/**
 * One page of the people who reach an account by a way that the filters leave, by name, each with all of those ways.
 * Disabled people are among them. Nobody but readers gets any.
 */
export async function peopleReachingAccount(
  viewer: Viewer,
  accountId: string,
  filters: PeopleReachingFilters & PagePlace = {},
): Promise<Page<PersonReachingRow>> {
  return mayReadEverything(viewer) ? readPage(await listing(accountId, filters), filters) : emptyPage;
}

/** Everybody whom `peopleReachingAccount` has on its pages, read in batches. Nobody but readers gets any. */
export async function* everybodyReachingAccount(
  viewer: Viewer,
  accountId: string,
  filters: PeopleReachingFilters,
): AsyncGenerator<PersonReachingRow> {
  if (mayReadEverything(viewer)) yield* readAll(await listing(accountId, filters));
}

/** From so many people on it is quicker to walk through everybody by name than to gather those who reach the account. */
const WORTH_A_WALK = 1_000;

async function listing(
  accountId: string,
  filters: PeopleReachingFilters,
): Promise<Listing<PersonReachingRow>> {
  const ways = waysInto(accountId, filters);
  const reaching = Prisma.sql`(
    with ${ways}
    select w.principal_id as person_id from ways w where w.principal_kind = 'user'
    union
    select m.person_id from membership m
    where m.group_id in (select w.principal_id from ways w where w.principal_kind = 'group'))`;
  const isWide = (await atMost(ways)) > WORTH_A_WALK;
  // "is true" keeps the planner from turning the question into a join that gathers them all.
  const people = isWide
    ? Prisma.sql`(select p.* from person p where (p.id in ${reaching}) is true) a`
    : Prisma.sql`${reaching} r join person a on a.id = r.person_id`;
  const conditions = [...foundBy("person", Prisma.sql`a.id`, filters.q)];
  if (filters.disabled === "only") conditions.push(Prisma.sql`a.status = 'DISABLED'`);
  if (filters.disabled === "without") conditions.push(Prisma.sql`a.status <> 'DISABLED'`);
  return {
    order: { from: people, value: Prisma.sql`a.display_name`, id: Prisma.sql`a.id`, falls: false },
    isReversed: false,
    counted: people,
    conditions,
    read: (stretch) => readPeople(ways, stretch),
    idOf: (row) => row.id,
  };
}

/** How many people the ways let in at most: those in two groups count twice. */
async function atMost(ways: Prisma.Sql): Promise<number> {
  const [row] = await db().$queryRaw<{ people: number }[]>`
    with ${ways}
    select coalesce(sum(case w.principal_kind when 'user' then 1 else s.members end), 0)::int as people
    from ways w left join group_summary s on w.principal_kind = 'group' and s.group_id = w.principal_id`;
  return row?.people ?? 0;
}

function waysInto(accountId: string, filters: WayFilters): Prisma.Sql {
  return Prisma.sql`${presentAssignments(intoAccount(accountId))},
    ways as materialized (select w.* from present w where ${matchingWays(filters)})`;
}

type PersonColumns = Sorted & {
  id: string;
  name: string;
  userName: string;
  status: PersonStatus;
} & PersonalWay;

async function readPeople(
  ways: Prisma.Sql,
  { from, where, order, limit, key }: Stretch,
): Promise<PersonReachingRow[]> {
  const rows = await db().$queryRaw<PersonColumns[]>`
    with picked as materialized (
      select a.id, a.display_name, a.user_name, a.status, ${key}, row_number() over (order by ${order}) as place
      from ${from} where ${where} order by ${order} limit ${limit}
    ),
    ${ways},
    paths as (
      select k.id as person_id, null::text as group_id, w.permission_set_arn, w.since, w.ends_at, w.request_id
      from picked k join ways w on w.principal_kind = 'user' and w.principal_id = k.id
      union all
      select k.id, w.principal_id, w.permission_set_arn, w.since, w.ends_at, w.request_id
      from picked k join membership m on m.person_id = k.id
      join ways w on w.principal_kind = 'group' and w.principal_id = m.group_id
    )
    select k.id, k.display_name as name, k.user_name as "userName", k.status, k."sortedBy",
      p.permission_set_arn as "permissionSetArn", s.name as "permissionSetName", p.group_id as "groupId",
      g.display_name as "groupName", p.since, p.ends_at as "endsAt", p.request_id as "requestId"
    from picked k
    join paths p on p.person_id = k.id
    left join permission_set s on s.arn = p.permission_set_arn
    left join identity_group g on g.id = p.group_id
    order by k.place, p.ends_at, s.name, p.permission_set_arn, g.display_name nulls first, p.group_id`;
  return [...Map.groupBy(rows, (row) => row.id).values()].flatMap((ways) => {
    const [person] = ways;
    if (!person) return [];
    const { id, name, userName, status, sortedBy } = person;
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
    return [{ id, name, userName, status, sortedBy, by }];
  });
}
