import type { Doing, WorkerActor } from "#lib/core/actor.ts";
import { type Standing, standingAlarms } from "#lib/core/alarms.ts";
import { readAlarmFacts } from "#lib/db/alarm-facts.ts";
import { type Db, db } from "#lib/db/client.ts";
import { readNow } from "#lib/db/now.ts";
import { record } from "#lib/db/record.ts";
import { log } from "#lib/log.ts";
import { eachAlone } from "./each-alone.ts";

type OpenAlarm = { id: string; kind: string; subject: string; grantId: string | null; summary: string };

const keyOf = ({ kind, subject }: { kind: string; subject: string }) => `${kind} ${subject}`;

/**
 * Opens an alarm for everything that operators have to know and do not yet, says of those that stand what is true now, and closes those that do
 * not stand any more. Any number of workers may do it at once: a database index keeps an alarm from being opened twice.
 * @param syncEveryMs how often AWS is to be read, in milliseconds
 * @throws AggregateError after the last one, when some could not be opened or closed
 */
export async function watchAlarms(doing: Doing<WorkerActor>, syncEveryMs: number): Promise<void> {
  // Before the facts: what another worker opens meanwhile follows from newer facts than these, and is not for these to close.
  const open = await db().alarm.findMany({
    where: { closedAt: null },
    select: { id: true, kind: true, subject: true, grantId: true, summary: true },
  });
  const standing = standingAlarms(await readAlarmFacts(db(), doing.now, syncEveryMs));
  const openOf = new Map(open.map((alarm) => [keyOf(alarm), alarm]));
  const stands = new Set(standing.map(keyOf));
  await eachAlone(
    [
      ...standing.map((alarm) => () => keepAlarm(doing, alarm, openOf.get(keyOf(alarm)))),
      ...open.filter((alarm) => !stands.has(keyOf(alarm))).map((alarm) => () => closeAlarm(doing, alarm)),
    ],
    (act) => act(),
  );
}

async function keepAlarm(
  doing: Doing<WorkerActor>,
  alarm: Standing,
  known: OpenAlarm | undefined,
): Promise<number> {
  if (!known) return openAlarm(doing, alarm);
  if (known.summary === alarm.summary) return 0;
  const { count } = await db().alarm.updateMany({
    where: { id: known.id, closedAt: null },
    data: { summary: alarm.summary },
  });
  return count;
}

async function openAlarm(doing: Doing<WorkerActor>, alarm: Standing): Promise<number> {
  const opened = await db().$transaction(async (tx) => {
    const { count } = await tx.alarm.createMany({
      data: { ...alarm, openedAt: doing.now },
      skipDuplicates: true,
    });
    if (count > 0) await tell(tx, doing, "alarm.opened", alarm);
    return count;
  });
  if (opened > 0) log.error({ alarm: alarm.kind, subject: alarm.subject }, alarm.summary);
  return opened;
}

async function closeAlarm({ actor }: Doing<WorkerActor>, alarm: OpenAlarm): Promise<number> {
  const closed = await db().$transaction(async (tx) => {
    // Read anew, so that it is never before the moment at which the alarm was told last.
    const now = await readNow(tx);
    const { count } = await tx.alarm.updateMany({
      where: { id: alarm.id, closedAt: null },
      data: { closedAt: now },
    });
    if (count > 0) await tell(tx, { actor, now }, "alarm.closed", alarm);
    return count;
  });
  if (closed > 0) log.info({ alarm: alarm.kind, subject: alarm.subject }, `no more: ${alarm.summary}`);
  return closed;
}

async function tell(
  tx: Db,
  doing: Doing<WorkerActor>,
  action: "alarm.opened" | "alarm.closed",
  alarm: Standing | OpenAlarm,
): Promise<void> {
  await record(tx, doing, {
    action,
    target: { kind: "alarm", id: alarm.subject, name: alarm.kind },
    cause: alarm.summary,
    ...(alarm.grantId && { grantId: alarm.grantId }),
  });
}
