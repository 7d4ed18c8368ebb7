import type { Doing, WorkerActor } from "#lib/core/actor.ts";
import { explainEnd } from "#lib/core/grant.ts";
import { db } from "#lib/db/client.ts";
import { record } from "#lib/db/record.ts";
import { wake } from "#lib/db/wake.ts";
import { eachAlone } from "./each-alone.ts";
import { invalidateRequest, type PendingRequest } from "./invalidate-request.ts";

export type WhyNobodyMayHold = "person-not-enabled" | "person-gone";

/**
 * Takes back what one person asked for or holds: open requests are made void, grants withdrawn, so that the next sweep removes the access.
 * @returns how many requests and grants were taken back
 */
export async function endAccessOfPerson(
  doing: Doing<WorkerActor>,
  personId: string,
  reason: WhyNobodyMayHold,
): Promise<number> {
  const requests = await db().$queryRaw<PendingRequest[]>`
    select r.id::text as id, r.requester_id as "requesterId", r.account_id as "accountId",
      r.permission_set_name || ' in ' || r.account_name as name
    from request r where r.state = 'pending' and r.requester_id = ${personId}
    order by r.id`;
  const voided = await eachAlone(requests, (request) => invalidateRequest(doing, request, reason));
  return voided + (await withdrawGrants(doing, personId, reason));
}

async function withdrawGrants(
  doing: Doing<WorkerActor>,
  personId: string,
  reason: WhyNobodyMayHold,
): Promise<number> {
  const grants = await db().$queryRaw<{ id: string; requestId: string; accountId: string; name: string }[]>`
    select g.id::text as id, g.request_id::text as "requestId", g.account_id as "accountId",
      r.permission_set_name || ' in ' || r.account_name as name
    from access_grant g join request r on r.id = g.request_id
    where g.withdrawn_at is null and g.ended_at is null and g.person_id = ${personId}
    order by g.id`;
  return eachAlone(grants, (grant) =>
    db().$transaction(async (tx) => {
      const { count } = await tx.grant.updateMany({
        where: { id: grant.id, withdrawnAt: null, endedAt: null },
        data: { withdrawnAt: doing.now, withdrawnByName: "Gatehouse", withdrawnReason: reason },
      });
      if (count === 0) return 0;
      await record(tx, doing, {
        action: "grant.withdrawn",
        target: { kind: "grant", id: grant.id, name: grant.name },
        cause: explainEnd(reason),
        requestId: grant.requestId,
        grantId: grant.id,
        accountId: grant.accountId,
        personId,
      });
      await wake(tx, "grants");
      return 1;
    }),
  );
}
