import type { AccountReach } from "#lib/core/catalogue/way.ts";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { presentAssignments } from "./present-assignments.ts";
import { intoAccount } from "./ways.ts";

const nobody: AccountReach = {
  people: 0,
  standing: 0,
  administrators: 0,
  temporary: 0,
  paths: 0,
  orphans: 0,
  nextEnd: null,
  overdue: 0,
};

/**
 * How many people reach an account, and how: what the last run counted of standing access, and what grants add to it now.
 * Nobody but readers gets any.
 * @param now parts the ends that are to come from those that have passed
 */
export async function reachOfAccount(viewer: Viewer, accountId: string, now: Date): Promise<AccountReach> {
  if (!mayReadEverything(viewer)) return nobody;
  const [row] = await db().$queryRaw<AccountReach[]>`
    with ${presentAssignments(intoAccount(accountId))},
    holder as (
      select p.id, bool_or(exists (
        select from present own where own.grant_id is null and own.principal_kind = 'user' and own.principal_id = p.id
        union all
        select from present given join membership m on m.group_id = given.principal_id
        where given.grant_id is null and given.principal_kind = 'group' and m.person_id = p.id)) as "alsoStands"
      from present held join person p on p.id = held.principal_id and p.status <> 'DISABLED'
      where held.grant_id is not null group by p.id
    ),
    summary as (select * from account_summary where account_id = ${accountId})
    select
      coalesce((select people from summary), 0) + (select count(*) filter (where not "alsoStands") from holder)::int as people,
      coalesce((select people from summary), 0) as standing,
      coalesce((select administrators from summary), 0) as administrators,
      (select count(*)::int from holder) as temporary,
      (select count(*)::int from present) as paths,
      (select count(*)::int from present p where not exists (
        select from person where p.principal_kind = 'user' and person.id = p.principal_id
        union all
        select from identity_group g where p.principal_kind = 'group' and g.id = p.principal_id)) as orphans,
      (select min(ends_at) from present where ends_at > ${now}) as "nextEnd",
      (select count(*)::int from present where ends_at <= ${now}) as overdue`;
  return row ?? nobody;
}
