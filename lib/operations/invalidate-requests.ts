import type { Doing, WorkerActor } from "#lib/core/actor.ts";
import { contentHash } from "#lib/core/content-hash.ts";
import type { EndReason } from "#lib/core/grant.ts";
import { db } from "#lib/db/client.ts";
import { requestContent } from "#lib/db/request-content.ts";
import { eachAlone } from "./each-alone.ts";
import { invalidateRequest, type PendingRequest } from "./invalidate-request.ts";

type Doomed = PendingRequest & { isAccountActive: boolean; isSetThere: boolean };

/**
 * Makes pending requests void whose account is no longer active, or whose permission set is no longer there, as the catalogue knows them, or that
 * extend what ended before its time; and those that are not any more what somebody has agreed to already: nobody may agree to half of what others have
 * agreed to.
 * @returns how many
 */
export async function invalidateRequests(doing: Doing<WorkerActor>): Promise<number> {
  const requests = await db().$queryRaw<Doomed[]>`
    select r.id::text as id, r.requester_id as "requesterId", r.account_id as "accountId",
      r.permission_set_name || ' in ' || r.account_name as name, a.id is not null as "isAccountActive",
      s.arn is not null as "isSetThere"
    from request r
    left join account a on a.id = r.account_id and a.state = 'ACTIVE'
    left join permission_set s on s.arn = r.permission_set_arn
    left join access_grant g on g.id = r.extends_grant_id
    where r.state = 'pending' and (a.id is null or s.arn is null
      or g.withdrawn_at is not null or (g.ended_at is not null and g.end_reason not in ('end-reached', 'continued')))
    order by r.id`;
  const gone = await eachAlone(requests, (request) => invalidateRequest(doing, request, whyOf(request)));
  return gone + (await invalidateChanged(doing));
}

async function invalidateChanged(doing: Doing<WorkerActor>): Promise<number> {
  const agreedInPart = await db().request.findMany({
    where: { state: "pending", decisions: { some: { verdict: "approve" } } },
    include: { decisions: { select: { contentHash: true } } },
    orderBy: { id: "asc" },
  });
  return eachAlone(agreedInPart, async (request) => {
    const hash = contentHash(await requestContent(db(), request));
    if (request.decisions.every((decision) => decision.contentHash === hash)) return 0;
    const name = `${request.permissionSetName} in ${request.accountName}`;
    return invalidateRequest(doing, { ...request, name }, "content-changed");
  });
}

function whyOf({ isAccountActive, isSetThere }: Doomed): EndReason {
  if (!isAccountActive) return "account-not-active";
  return isSetThere ? "extended-over" : "set-gone";
}
