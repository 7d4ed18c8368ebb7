import type { CountsAsOf } from "#lib/core/catalogue/as-of.ts";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";

/**
 * How many accounts, permission sets, groups, people and assignments there were at a moment, and how many there are. Nobody but
 * readers is told. The present is counted and what changed since taken back, by the indexes on the moments.
 */
export async function countsAsOf(viewer: Viewer, at: Date): Promise<CountsAsOf> {
  if (!mayReadEverything(viewer)) return [];
  return db().$queryRaw<CountsAsOf[number][]>`
    select noun, present::int as now, (present - begun + ended)::int as "then" from (
      select 'account' as noun, (select count(*) from account) as present,
        (select count(*) from account_life where valid_from > ${at}) as begun, (select count(*) from account_past where valid_to > ${at}) as ended
      union all
      select 'permission-set', (select count(*) from permission_set),
        (select count(*) from permission_set_life where valid_from > ${at}), (select count(*) from permission_set_past where valid_to > ${at})
      union all
      select 'group', (select count(*) from identity_group),
        (select count(*) from identity_group_life where valid_from > ${at}), (select count(*) from identity_group_past where valid_to > ${at})
      union all
      select 'person', (select count(*) from person),
        (select count(*) from person_life where valid_from > ${at}), (select count(*) from person_past where valid_to > ${at})
      union all
      select 'assignment', (select count(*) from assignment),
        (select count(*) from assignment_life where valid_from > ${at}), (select count(*) from assignment_past where valid_to > ${at})
    ) counted`;
}
