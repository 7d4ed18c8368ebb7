import type { Favourite } from "#lib/core/shown-access.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { whyUnavailable } from "#lib/core/why-unavailable.ts";
import { db } from "#lib/db/client.ts";
import { offersFor } from "./offers.ts";

/** The roles that the viewer keeps at hand, by name, each with whether it may be asked for now and what is there of it. */
export async function favouritesOf(viewer: Viewer): Promise<Favourite[]> {
  const rows = await db().$queryRaw<Omit<Favourite, "maxMinutes" | "whyNot">[]>`
    select f.account_id as "accountId", a.name as "accountName", f.permission_set_arn as "permissionSetArn",
      s.name as "permissionSetName",
      (select r.id::text from request r where r.requester_id = f.person_id and r.account_id = f.account_id
        and r.permission_set_arn = f.permission_set_arn and r.state = 'pending') as "openRequestId",
      (select max(g.ends_at) from access_grant g where g.person_id = f.person_id and g.account_id = f.account_id
        and g.permission_set_arn = f.permission_set_arn and g.state = 'active') as "heldUntil",
      (select r.duration_minutes from request r where r.requester_id = f.person_id and r.account_id = f.account_id
        and r.permission_set_arn = f.permission_set_arn order by r.created_at desc limit 1) as "lastMinutes"
    from favourite f
    left join account a on a.id = f.account_id
    left join permission_set s on s.arn = f.permission_set_arn
    where f.person_id = ${viewer.personId}
    order by a.name, s.name, f.permission_set_arn`;
  if (rows.length === 0) return [];
  const offers = await offersFor(viewer);
  return rows.map((row) => {
    const account = offers.find(({ id }) => id === row.accountId);
    const set = account?.sets.find(({ arn }) => arn === row.permissionSetArn);
    const whyNot = account && set ? whyUnavailable(account) : "No rule lets you ask for it now.";
    return { ...row, maxMinutes: set?.maxMinutes ?? null, whyNot };
  });
}
