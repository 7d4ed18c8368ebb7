import type { Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { webEnv } from "#lib/env.ts";

const SHOWN = 200;

export type SuggestedOwner = { userName: string; name: string };

/**
 * Who may be named at once to answer for an assignment that is handed over: those who decide requests now, and administrators. Anybody
 * else of the directory is named by their user name. Nobody but administrators gets any.
 */
export async function suggestedOwners(viewer: Viewer): Promise<readonly SuggestedOwner[]> {
  if (!viewer.isAdministrator) return [];
  return db().$queryRaw<SuggestedOwner[]>`
    select p.user_name as "userName", p.display_name as name from person p
    where p.status = 'ENABLED' and (
      exists (select from membership m where m.person_id = p.id and (
        m.group_id = ${webEnv().GATEHOUSE_ADMINISTRATORS_GROUP_ID}
        or m.group_id in (select principal_id from rule_principal where part = 'approver' and principal_kind = 'group')))
      or p.id in (select principal_id from rule_principal where part = 'approver' and principal_kind = 'user'))
    order by p.display_name, p.id limit ${SHOWN}`;
}
