import { z } from "zod";
import type { Doing, WorkerActor } from "#lib/core/actor.ts";
import type { Hook } from "#lib/core/hooks/hook.ts";
import { nextTryAt } from "#lib/core/hooks/retries.ts";
import { type ToldEvent, toldContent } from "#lib/core/hooks/told-event.ts";
import { everyToldType } from "#lib/core/hooks/told-types.ts";
import { type Db, db } from "#lib/db/client.ts";
import { count } from "#lib/db/counts.ts";
import { record } from "#lib/db/record.ts";
import { reach } from "#lib/failpoint.ts";
import { bodyFor } from "#lib/hooks/body-for.ts";
import { type Posted, postSigned } from "#lib/hooks/post-signed.ts";
import { log } from "#lib/log.ts";
import { fingerprintOf } from "#lib/read-hooks.ts";

/** Longer than any attempt takes; what was in the hands of a worker that died is taken up again after it. */
const LEASE_MS = 60_000;
const AT_ONCE = 4;
const GONE = 410;

export type DeliverySettings = {
  /** In which chats are told times. */
  zone: string;
  /** For how long an answer is waited for, in milliseconds; ten seconds unless told. */
  patienceMs?: number;
};

type Claimed = { id: string; attempts: number; tries: number; giveUpAt: Date; event: ToldEvent };

/**
 * Posts what is due of one hook, a few at once. Whatever is not taken with a 2xx is tried again with growing pauses for a day; a hook that
 * answers that it is gone is switched off until its configuration is another. Each hook is delivered to on its own, so that one that is dead
 * holds up no other.
 * @returns whether more may be due at once, and what went wrong here with single deliveries, for the log; those are taken up again when their
 * lease ends
 */
export async function deliver(
  doing: Doing<WorkerActor>,
  hook: Hook,
  settings: DeliverySettings,
): Promise<{ isMoreWaiting: boolean; faults: readonly Error[] }> {
  const claimed = await claim(doing.now, hook);
  const faults: Error[] = [];
  await Promise.all(
    claimed.map(async ({ id }) => {
      try {
        await deliverOne(doing, hook, settings, await readDelivery(id));
      } catch (error) {
        faults.push(new Error(`the delivery ${id} to ${hook.name} was left`, { cause: error }));
      }
    }),
  );
  return { isMoreWaiting: claimed.length === AT_ONCE && faults.length === 0, faults };
}

async function claim(now: Date, hook: Hook): Promise<readonly { id: string }[]> {
  return db().$queryRaw<{ id: string }[]>`
    update hook_delivery set lease_until = ${new Date(now.getTime() + LEASE_MS)}, attempts = attempts + 1, tries = tries + 1
    where id in (
      select d.id from hook_delivery d
      where d.state = 'waiting' and d.hook_name = ${hook.name} and d.due_at <= ${now}
        and (d.lease_until is null or d.lease_until <= ${now})
        and not exists (select from hook h where h.name = ${hook.name} and h.off_fingerprint = ${fingerprintOf(hook)})
      order by d.due_at limit ${AT_ONCE} for update of d skip locked)
    returning id::text as id`;
}

async function readDelivery(id: string): Promise<Claimed> {
  const row = await db().hookDelivery.findUniqueOrThrow({
    where: { id },
    select: { id: true, attempts: true, tries: true, giveUpAt: true, event: true },
  });
  const { event, ...delivery } = row;
  return {
    ...delivery,
    event: {
      id: event.id,
      type: z.enum(everyToldType).parse(event.type),
      sequence: Number(event.auditEventId),
      occurredAt: event.occurredAt,
      content: toldContent.parse(event.content),
    },
  };
}

async function deliverOne(
  doing: Doing<WorkerActor>,
  hook: Hook,
  { zone, patienceMs }: DeliverySettings,
  delivery: Claimed,
): Promise<void> {
  const body = bodyFor(hook.shape, delivery.event, zone);
  const headers = { "gatehouse-event": delivery.event.type, "gatehouse-delivery": delivery.id };
  const posted = await postSigned(hook, body, headers, doing.now, patienceMs);
  await reach("hook: answered");
  if (posted.status !== null && posted.status >= 200 && posted.status < 300)
    await settleTaken(doing, hook, delivery, body, posted);
  else await settleRefused(doing, hook, delivery, body, posted);
}

const tried = (now: Date, body: string, posted: Posted) => ({
  leaseUntil: null,
  sentBody: body,
  triedAt: now,
  status: posted.status,
  answer: posted.status === null ? null : posted.answer,
});

async function settleTaken(
  { now }: Doing<WorkerActor>,
  hook: Hook,
  { id, attempts }: Claimed,
  body: string,
  posted: Posted,
): Promise<void> {
  await db().$transaction(async (tx) => {
    // Another worker that took it up in the meantime says what came of it.
    await tx.hookDelivery.updateMany({
      where: { id, state: "waiting", attempts },
      data: { ...tried(now, body, posted), state: "delivered", deliveredAt: now, failure: null },
    });
    await tx.hook.updateMany({
      where: { name: hook.name },
      data: { deliveredAt: now, failingSince: null, failure: null },
    });
  });
  count("hook_delivered", hook.name);
}

function whyRefused(posted: Posted): string {
  if (posted.status === null) return posted.failure;
  if (posted.status >= 300 && posted.status < 400)
    return `answered ${posted.status}; redirects are not followed`;
  return `answered ${posted.status}`;
}

async function settleRefused(
  doing: Doing<WorkerActor>,
  hook: Hook,
  { id, attempts, tries, giveUpAt }: Claimed,
  body: string,
  posted: Posted,
): Promise<void> {
  const { now } = doing;
  const failure = whyRefused(posted);
  const nextAt = nextTryAt(tries, now, giveUpAt, posted.status === null ? null : posted.retryAfterMs);
  const began = await db().$transaction(async (tx) => {
    await tx.hookDelivery.updateMany({
      where: { id, state: "waiting", attempts },
      data: {
        ...tried(now, body, posted),
        failure,
        ...(nextAt ? { dueAt: nextAt } : { state: "given_up", givenUpAt: now }),
      },
    });
    const { count: began } = await tx.hook.updateMany({
      where: { name: hook.name, failingSince: null },
      data: { failingSince: now },
    });
    await tx.hook.updateMany({ where: { name: hook.name }, data: { failure } });
    if (posted.status === GONE) await switchOff(tx, doing, hook);
    return began;
  });
  if (began > 0) log.warn({ webhook: hook.name, failure }, "a webhook takes nothing");
  count("hook_failed", hook.name);
}

async function switchOff(tx: Db, doing: Doing<WorkerActor>, hook: Hook): Promise<void> {
  const offFingerprint = fingerprintOf(hook);
  const off = await tx.hook.updateMany({
    where: { name: hook.name, OR: [{ offFingerprint: null }, { offFingerprint: { not: offFingerprint } }] },
    data: { offSince: doing.now, offFingerprint },
  });
  if (off.count > 0)
    await record(tx, doing, {
      action: "webhook.off",
      target: { kind: "webhook", id: hook.name, name: hook.name },
      cause: "it answered 410, so it is gone",
    });
}
