import { count, formatClock, formatDay, zoneName } from "#lib/format.ts";
import type { LetterContent, Run } from "./letter.ts";

export type ToldAlarm = {
  summary: string;
  whatToDo: string;
  openedAt: Date;
  closedAt: Date | null;
  isRepeated: boolean;
};

type At = { zone: string; url: string };

/** More of them are said on the page. */
const TOLD_ONE_BY_ONE = 20;

/**
 * The letter that tells operators of one or more alarms: when they open, every hour while they stand, and when they are over.
 * @param alarms at least one, the oldest first
 * @param at the zone that times are told in, and the address of the status page
 */
export function alarmLetter(alarms: readonly ToldAlarm[], at: At): LetterContent {
  const [only, ...others] = alarms;
  const isOne = only !== undefined && others.length === 0;
  return {
    ...(isOne ? oneAlarm(only, at) : manyAlarms(alarms, at)),
    quote: null,
    window: null,
    button: { label: "Open the status page", url: at.url },
    closing: "The link opens the status page, which shows every alarm that stands.",
    because: "You get this because this address is configured to get the alarms.",
  };
}

type Said = Pick<LetterContent, "sentence" | "preview" | "facts">;

function headingOf({ closedAt, isRepeated }: ToldAlarm): "Over" | "Still" | "Alarm" {
  if (closedAt) return "Over";
  return isRepeated ? "Still" : "Alarm";
}

function tellWhen(moment: Date, { zone }: At): string {
  return `${formatDay(moment, zone)}, ${formatClock(moment, zone)} ${zoneName(moment, zone)}`;
}

function oneAlarm(alarm: ToldAlarm, at: At): Said {
  const since = tellWhen(alarm.openedAt, at);
  return {
    sentence: [`${headingOf(alarm)}: `, { strong: alarm.summary }],
    preview: alarm.closedAt ? `It stood since ${since}.` : alarm.whatToDo,
    facts: [
      { label: "Since", value: since },
      alarm.closedAt
        ? { label: "Until", value: tellWhen(alarm.closedAt, at) }
        : { label: "What to do", value: alarm.whatToDo },
    ],
  };
}

function manyAlarms(alarms: readonly ToldAlarm[], at: At): Said {
  const standing = alarms.filter(({ closedAt }) => !closedAt);
  const over = alarms.length - standing.length;
  const told = [...standing, ...alarms.filter(({ closedAt }) => closedAt)];
  const left = told.length - TOLD_ONE_BY_ONE;
  return {
    sentence: manySentence(standing.length, over),
    preview: standing[0] ? standing[0].summary : "Nothing of it stands any more.",
    facts: [
      ...told.slice(0, TOLD_ONE_BY_ONE).map((alarm) => ({
        label: headingOf(alarm),
        value: alarm.closedAt
          ? `${alarm.summary} Until ${tellWhen(alarm.closedAt, at)}.`
          : `${alarm.summary} Since ${tellWhen(alarm.openedAt, at)}. ${alarm.whatToDo}`,
      })),
      ...(left > 0 ? [{ label: "More", value: `${count(left, "alarm")} on the status page.` }] : []),
    ],
  };
}

function manySentence(standing: number, over: number): readonly Run[] {
  const stands = { strong: count(standing, "alarm stands", "alarms stand") };
  const isOver = { strong: `${over} ${over === 1 ? "is" : "are"} over` };
  if (over === 0) return [stands, "."];
  return standing === 0
    ? [{ strong: `${count(over, "alarm")} ${over === 1 ? "is" : "are"} over` }, "."]
    : [stands, ", ", isOver, "."];
}
