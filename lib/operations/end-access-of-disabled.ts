import type { Doing, WorkerActor } from "#lib/core/actor.ts";
import { db } from "#lib/db/client.ts";
import { record } from "#lib/db/record.ts";
import { eachAlone } from "./each-alone.ts";
import { queueLetter } from "./queue-letter.ts";

/**
 * Takes back what people asked for or hold who are no longer enabled in the identity store, or no longer there: open
 * requests are invalidated, grants withdrawn, so that the next sweep removes the access.
 * @returns how many requests and grants were taken back
 */
export async function endAccessOfDisabled(doing: Doing<WorkerActor>): Promise<number> {
  return (await invalidateRequests(doing)) + (await withdrawGrants(doing));
}

const CAUSE = "the person is not enabled in the identity store";

async function invalidateRequests(doing: Doing<WorkerActor>): Promise<number> {
  const requests = await db().$queryRaw<
    { id: string; requesterId: string; accountId: string; name: string }[]
  >`
    select r.id::text as id, r.requester_id as "requesterId", r.account_id as "accountId",
           r.permission_set_name || ' in ' || r.account_name as name
    from request r left join person p on p.id = r.requester_id
    where r.state = 'pending' and (p.id is null or p.status <> 'ENABLED')
    order by r.id`;
  return eachAlone(requests, (request) =>
    db().$transaction(async (tx) => {
      const { count } = await tx.request.updateMany({
        where: { id: request.id, state: "pending" },
        data: { state: "invalidated", settledAt: doing.now, settledReason: "person-not-enabled" },
      });
      if (count === 0) return 0;
      await queueLetter(tx, doing, {
        kind: "request_invalidated",
        recipientId: request.requesterId,
        requestId: request.id,
        grantId: null,
      });
      await record(tx, doing, {
        action: "request.invalidated",
        target: { kind: "request", id: request.id, name: request.name },
        cause: CAUSE,
        requestId: request.id,
        accountId: request.accountId,
        personId: request.requesterId,
      });
      return 1;
    }),
  );
}

async function withdrawGrants(doing: Doing<WorkerActor>): Promise<number> {
  const grants = await db().$queryRaw<
    { id: string; requestId: string; personId: string; accountId: string; name: string }[]
  >`
    select g.id::text as id, g.request_id::text as "requestId", g.person_id as "personId", g.account_id as "accountId",
           r.permission_set_name || ' in ' || r.account_name as name
    from access_grant g join request r on r.id = g.request_id left join person p on p.id = g.person_id
    where g.withdrawn_at is null and g.ended_at is null and (p.id is null or p.status <> 'ENABLED')
    order by g.id`;
  return eachAlone(grants, (grant) =>
    db().$transaction(async (tx) => {
      const { count } = await tx.grant.updateMany({
        where: { id: grant.id, withdrawnAt: null, endedAt: null },
        data: { withdrawnAt: doing.now, withdrawnByName: "Gatehouse", withdrawnReason: "person-not-enabled" },
      });
      if (count === 0) return 0;
      await record(tx, doing, {
        action: "grant.withdrawn",
        target: { kind: "grant", id: grant.id, name: grant.name },
        cause: CAUSE,
        requestId: grant.requestId,
        grantId: grant.id,
        accountId: grant.accountId,
        personId: grant.personId,
      });
      return 1;
    }),
  );
}
