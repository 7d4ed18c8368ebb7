import type { Doing, WorkerActor } from "#lib/core/actor.ts";
import { type Standing, standingAlarms } from "#lib/core/alarms.ts";
import { readAlarmFacts } from "#lib/db/alarm-facts.ts";
import { type Db, db } from "#lib/db/client.ts";
import { record } from "#lib/db/record.ts";
import { log } from "#lib/log.ts";

/**
 * Opens an alarm for everything that operators have to know and do not yet, and closes those that do not stand any more. Any number of workers
 * may do it at once: a database index keeps an alarm from being opened twice.
 * @param syncEveryMs how often AWS is to be read, in milliseconds
 */
export async function watchAlarms(doing: Doing<WorkerActor>, syncEveryMs: number): Promise<void> {
  const standing = standingAlarms(await readAlarmFacts(db(), doing.now, syncEveryMs));
  const open = await db().alarm.findMany({
    where: { closedAt: null },
    select: { id: true, kind: true, subject: true, summary: true },
  });
  const keyOf = ({ kind, subject }: { kind: string; subject: string }) => `${kind} ${subject}`;
  const stands = new Set(standing.map(keyOf));
  const isOpen = new Set(open.map(keyOf));
  for (const alarm of standing) if (!isOpen.has(keyOf(alarm))) await openAlarm(doing, alarm);
  for (const alarm of open) if (!stands.has(keyOf(alarm))) await closeAlarm(doing, alarm);
}

async function openAlarm(doing: Doing<WorkerActor>, alarm: Standing): Promise<void> {
  const isNew = await db().$transaction(async (tx) => {
    const { count } = await tx.alarm.createMany({
      data: { ...alarm, openedAt: doing.now },
      skipDuplicates: true,
    });
    if (count > 0) await tell(tx, doing, "alarm.opened", alarm);
    return count > 0;
  });
  if (isNew) log.error({ alarm: alarm.kind, subject: alarm.subject }, alarm.summary);
}

async function closeAlarm(
  doing: Doing<WorkerActor>,
  alarm: { id: string; kind: string; subject: string; summary: string },
): Promise<void> {
  const isClosed = await db().$transaction(async (tx) => {
    const { count } = await tx.alarm.updateMany({
      where: { id: alarm.id, closedAt: null },
      data: { closedAt: doing.now },
    });
    if (count > 0) await tell(tx, doing, "alarm.closed", alarm);
    return count > 0;
  });
  if (isClosed) log.info({ alarm: alarm.kind, subject: alarm.subject }, `no more: ${alarm.summary}`);
}

async function tell(
  tx: Db,
  doing: Doing<WorkerActor>,
  action: "alarm.opened" | "alarm.closed",
  alarm: { kind: string; subject: string; summary: string; grantId?: string | null },
): Promise<void> {
  await record(tx, doing, {
    action,
    target: { kind: "alarm", id: alarm.subject, name: alarm.kind },
    cause: alarm.summary,
    ...(alarm.grantId && { grantId: alarm.grantId }),
  });
}
