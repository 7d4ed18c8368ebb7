import type { Doing, WorkerActor } from "#lib/core/actor.ts";
import { adviceOn } from "#lib/core/alarm-kinds.ts";
import { markTold, takeUntold, type UntoldAlarm } from "#lib/db/told-alarms.ts";
import { alarmLetter } from "#lib/mail/alarm-letter.ts";
import { type Letter, subjectOf } from "#lib/mail/letter.ts";
import { letterHtml } from "#lib/mail/letter-html.ts";
import { letterText } from "#lib/mail/letter-text.ts";
import { paths } from "#lib/paths.ts";
import type { PostSettings } from "./send-letters.ts";

export type AlarmMailSettings = PostSettings & {
  /** Who is told; each an address. */
  operators: readonly string[];
};

const MOST = 500;

/**
 * Mails operators what alarms opened, stand for another hour, or are over; whatever is to be told at once goes into one letter, so that a bad day is
 * no flood. It counts as told when one of the operators has got it; until then it is tried again every minute.
 * @returns what went wrong, for the log
 */
export async function mailAlarms(
  doing: Doing<WorkerActor>,
  settings: AlarmMailSettings,
): Promise<readonly Error[]> {
  if (settings.operators.length === 0) return [];
  const alarms = await takeUntold("mail", doing.now, MOST);
  const [first] = alarms;
  if (!first) return [];
  const letter = compose(alarms, settings);
  const sent = await Promise.allSettled(
    settings.operators.map((to, index) =>
      settings.mailer.send({ to, messageId: messageIdOf(first, index, settings.baseUrl, doing.now), letter }),
    ),
  );
  const faults = sent.flatMap((one, index) =>
    one.status === "rejected"
      ? [new Error(`${settings.operators[index]} was not told of alarms`, { cause: one.reason })]
      : [],
  );
  if (faults.length < settings.operators.length) await markTold("mail", alarms, doing.now);
  return faults;
}

function compose(alarms: readonly UntoldAlarm[], settings: AlarmMailSettings): Letter {
  const told = alarms.map((alarm) => ({ ...alarm, whatToDo: adviceOn(alarm.kind) }));
  const at = { zone: settings.zone, url: `${settings.baseUrl}${paths.status()}` };
  const content = alarmLetter(told, at);
  return {
    subject: subjectOf(content),
    html: letterHtml(content, settings.organisation),
    text: letterText(content, settings.organisation),
  };
}

function messageIdOf(first: UntoldAlarm, operator: number, baseUrl: string, now: Date): string {
  return `<alarm-${first.id}-${now.getTime()}-${operator}@${new URL(baseUrl).hostname}>`;
}
