import type { PersonReaching, Ways } from "#lib/core/catalogue/way.ts";
import type { PersonStatus } from "#lib/core/catalogue.ts";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import type { Prisma } from "#lib/db/generated/client.ts";
import { presentAssignments } from "./present-assignments.ts";
import { intoAccount, noWays, waysIn } from "./ways.ts";

/** Every assignment of an account as a way in. Nobody but readers gets any. */
export async function waysIntoAccount(viewer: Viewer, accountId: string): Promise<Ways> {
  return mayReadEverything(viewer) ? waysIn(intoAccount(accountId)) : noWays;
}

/** Everybody who reaches an account, by name, each with every way they have in; disabled people among them. Nobody but readers gets any. */
export async function peopleReachingAccount(
  viewer: Viewer,
  accountId: string,
): Promise<readonly PersonReaching[]> {
  if (!mayReadEverything(viewer)) return [];
  return peopleReaching(intoAccount(accountId));
}

/** How many people who are not disabled a scope lets in: in all, by a standing way, by a grant. */
export async function countPeopleReachingAccount(
  viewer: Viewer,
  accountId: string,
): Promise<{ people: number; standing: number; temporary: number }> {
  if (!mayReadEverything(viewer)) return { people: 0, standing: 0, temporary: 0 };
  const [row] = await db().$queryRaw<{ people: number; standing: number; temporary: number }[]>`
    with ${presentAssignments(intoAccount(accountId))}
    select count(distinct r.person_id)::int as people,
      count(distinct r.person_id) filter (where r.grant_id is null)::int as standing,
      count(distinct r.person_id) filter (where r.grant_id is not null)::int as temporary
    from reach r join person on person.id = r.person_id and person.status <> 'DISABLED'`;
  return row ?? { people: 0, standing: 0, temporary: 0 };
}

async function peopleReaching(scope: Prisma.Sql): Promise<readonly PersonReaching[]> {
  const rows = await db().$queryRaw<
    (PersonReaching["by"][number] & { id: string; name: string; status: PersonStatus })[]
  >`
    with ${presentAssignments(scope)}
    select person.id, person.display_name as name, person.status,
      r.permission_set_arn as "permissionSetArn", s.name as "permissionSetName",
      r.group_id as "groupId", g.display_name as "groupName", r.ends_at as "endsAt"
    from reach r
    join person on person.id = r.person_id
    left join identity_group g on g.id = r.group_id
    left join permission_set s on s.arn = r.permission_set_arn
    order by person.display_name, person.id, s.name, g.display_name nulls first`;
  const people = Map.groupBy(rows, (row) => row.id);
  return [...people.values()].flatMap((ways) => {
    const [person] = ways;
    if (!person) return [];
    const by = ways.map(({ id: _id, name: _name, status: _status, ...way }) => way);
    return [{ id: person.id, name: person.name, status: person.status, by }];
  });
}
