import type { Doing, WorkerActor } from "#lib/core/actor.ts";
import { adviceOn } from "#lib/core/alarms.ts";
import { db } from "#lib/db/client.ts";
import { postAlarm } from "#lib/mail/alarm-hook.ts";
import { alarmLetter } from "#lib/mail/alarm-letter.ts";
import { subjectOf } from "#lib/mail/letter.ts";
import { letterHtml } from "#lib/mail/letter-html.ts";
import { letterText } from "#lib/mail/letter-text.ts";
import type { Mailer } from "#lib/mail/transport.ts";
import { paths } from "#lib/paths.ts";

export type AlarmSettings = {
  mailer: Mailer;
  baseUrl: string;
  organisation: string;
  zone: string;
  /** Who gets the mails; empty: nobody. */
  operators: readonly string[];
  hook: { url: string; secret: string } | null;
};

type Channel = "mailedAt" | "hookedAt";
type Alarm = {
  id: string;
  kind: string;
  subject: string;
  grantId: string | null;
  summary: string;
  openedAt: Date;
  closedAt: Date | null;
  mailedAt: Date | null;
  hookedAt: Date | null;
};

const REPEAT_MS = 3_600_000;
const AT_ONCE = 20;

/**
 * Tells operators, by mail and by webhook, of alarms that opened, that stand for another hour, or that are over. Each way is on its own: one that
 * is down is tried again and holds up neither the other nor anything else. A worker that dies while it tells has told again within the hour.
 * @returns what went wrong, for the log
 */
export async function tellAlarms(
  doing: Doing<WorkerActor>,
  settings: AlarmSettings,
): Promise<readonly Error[]> {
  const url = `${settings.baseUrl}${paths.status()}`;
  const [byMail, byHook] = await Promise.all([
    settings.operators.length === 0
      ? []
      : tellBy("mailedAt", doing.now, (alarm) => mail(settings, url, doing.now, alarm)),
    settings.hook === null
      ? []
      : tellBy("hookedAt", doing.now, (alarm) => hook(settings, url, doing.now, alarm)),
  ]);
  return [...byMail, ...byHook];
}

function isDue(alarm: Alarm, channel: Channel, now: Date): boolean {
  const toldAt = alarm[channel];
  if (alarm.closedAt) return toldAt !== null && toldAt < alarm.closedAt;
  return toldAt === null || now.getTime() - toldAt.getTime() >= REPEAT_MS;
}

async function tellBy(channel: Channel, now: Date, send: (alarm: Alarm) => Promise<void>): Promise<Error[]> {
  const recently = new Date(now.getTime() - 24 * REPEAT_MS);
  const alarms = await db().alarm.findMany({
    where: { OR: [{ closedAt: null }, { closedAt: { gt: recently } }] },
    orderBy: { openedAt: "asc" },
  });
  const faults: Error[] = [];
  for (const alarm of alarms.filter((one) => isDue(one, channel, now)).slice(0, AT_ONCE)) {
    const { count } = await db().alarm.updateMany({
      where: { id: alarm.id, [channel]: alarm[channel] },
      data: { [channel]: now },
    });
    if (count === 0) continue;
    try {
      await send(alarm);
    } catch (error) {
      faults.push(new Error(`the alarm ${alarm.kind} could not be told`, { cause: error }));
      await db().alarm.updateMany({
        where: { id: alarm.id, [channel]: now },
        data: { [channel]: alarm[channel] },
      });
    }
  }
  return faults;
}

async function mail(settings: AlarmSettings, url: string, now: Date, alarm: Alarm): Promise<void> {
  const content = alarmLetter(
    { ...alarm, whatToDo: adviceOn(alarm.kind), isRepeated: alarm.mailedAt !== null },
    { now, zone: settings.zone, url },
  );
  const letter = {
    subject: subjectOf(content),
    html: letterHtml(content, settings.organisation),
    text: letterText(content, settings.organisation),
  };
  const host = new URL(settings.baseUrl).hostname;
  const which = alarm.closedAt ? "over" : Math.floor((now.getTime() - alarm.openedAt.getTime()) / REPEAT_MS);
  for (const [index, to] of settings.operators.entries())
    await settings.mailer.send({ to, messageId: `<alarm-${alarm.id}-${which}-${index}@${host}>`, letter });
}

async function hook(settings: AlarmSettings, url: string, now: Date, alarm: Alarm): Promise<void> {
  if (!settings.hook) return;
  const { id, kind, subject, grantId, summary, openedAt, closedAt } = alarm;
  await postAlarm(
    settings.hook,
    {
      id,
      kind,
      subject,
      grantId,
      summary,
      whatToDo: adviceOn(kind),
      state: closedAt ? "closed" : "open",
      openedAt: openedAt.toISOString(),
      closedAt: closedAt?.toISOString() ?? null,
      url,
    },
    now,
  );
}
