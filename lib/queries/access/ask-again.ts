import type { AskAgain } from "#lib/core/shown-access.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { offersFor } from "./offers.ts";

const SHOWN = 6;
const LOOKED_AT = 40;

/**
 * What the viewer asked for before and may ask for still, the latest first: each role once, with the length
 * of the last time. What is being asked for now is left out.
 */
export async function askAgainFor(viewer: Viewer): Promise<AskAgain[]> {
  const [past, offers] = await Promise.all([
    db().$queryRaw<AskAgain[]>`
      select * from (
        select distinct on (r.account_id, r.permission_set_arn)
          r.id::text as "requestId", r.account_id as "accountId", r.account_name as "accountName", r.permission_set_arn as "permissionSetArn",
          r.permission_set_name as "permissionSetName", r.duration_minutes as "minutes", r.created_at as "askedAt",
          (select max(g.ends_at) from access_grant g
            where g.person_id = r.requester_id and g.account_id = r.account_id
              and g.permission_set_arn = r.permission_set_arn and g.withdrawn_at is null
              and (g.state = 'active' or (g.state = 'scheduled' and g.held_since < g.starts_at))) as "heldUntil"
        from request r
        where r.requester_id = ${viewer.personId} and not exists (
          select from request open
          where open.requester_id = r.requester_id and open.account_id = r.account_id
            and open.permission_set_arn = r.permission_set_arn and open.state = 'pending')
        order by r.account_id, r.permission_set_arn, r.created_at desc
      ) latest
      order by "askedAt" desc
      limit ${LOOKED_AT}`,
    offersFor(viewer),
  ]);
  return past
    .flatMap((each): AskAgain[] => {
      const account = offers.find(({ id, unavailable }) => id === each.accountId && unavailable === null);
      const set = account?.sets.find(({ arn }) => arn === each.permissionSetArn);
      return set ? [{ ...each, minutes: Math.min(each.minutes, set.maxMinutes) }] : [];
    })
    .slice(0, SHOWN);
}
