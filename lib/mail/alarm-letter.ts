import { formatWhen, zoneName } from "#lib/format.ts";
import type { LetterContent } from "./letter.ts";

export type ToldAlarm = {
  summary: string;
  whatToDo: string;
  openedAt: Date;
  closedAt: Date | null;
  isRepeated: boolean;
};

/**
 * The letter that tells operators of an alarm: when it opens, every hour while it stands, and when it is over.
 * @param at the moment and the zone that times are told in, and the address of the status page
 */
export function alarmLetter(alarm: ToldAlarm, at: { now: Date; zone: string; url: string }): LetterContent {
  const when = (moment: Date) => `${formatWhen(moment, at.now, at.zone)} ${zoneName(moment, at.zone)}`;
  const heading = alarm.closedAt ? "Over: " : alarm.isRepeated ? "Still: " : "Alarm: ";
  return {
    sentence: [heading, { strong: alarm.summary }],
    preview: alarm.closedAt ? `It stood since ${when(alarm.openedAt)}.` : alarm.whatToDo,
    quote: null,
    window: null,
    facts: [
      { label: "Since", value: when(alarm.openedAt) },
      alarm.closedAt
        ? { label: "Until", value: when(alarm.closedAt) }
        : { label: "What to do", value: alarm.whatToDo },
    ],
    button: { label: "Open the status page", url: at.url },
    closing: "The link opens the status page, which shows every alarm that stands.",
    because: "You get this because this address is configured to get the alarms.",
  };
}
