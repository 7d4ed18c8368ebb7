import { formatWhen, zoneName } from "#lib/format.ts";
import type { LetterContent } from "./letter.ts";
import { quoted } from "./quoted.ts";

export type DelegationTold = {
  delegatorName: string;
  startsAt: Date;
  endsAt: Date;
  /** Who ended it early; null while it holds or is to come. */
  endedByName: string | null;
};

/**
 * The letter that tells a delegate in whose place they decide, or that they do so no more.
 * @param at the moment and the zone that times are told in, and where the link leads
 */
export function delegationLetter(
  { delegatorName, startsAt, endsAt, endedByName }: DelegationTold,
  { now, zone, url }: { now: Date; zone: string; url: string },
): LetterContent {
  const when = (moment: Date) => `${formatWhen(moment, now, zone)} ${zoneName(moment, zone)}`;
  const who = { strong: quoted(delegatorName) };
  const isOver = endedByName !== null;
  return {
    sentence: isOver
      ? ["You no longer decide in the place of ", who, "."]
      : ["You decide in the place of ", who, " until ", { strong: when(endsAt) }, "."],
    preview: isOver ? `It was ended by ${quoted(endedByName)}.` : `From ${when(startsAt)}.`,
    quote: null,
    window: null,
    facts: [
      { label: "From", value: when(startsAt) },
      { label: "Until", value: isOver ? `ended now by ${quoted(endedByName)}` : when(endsAt) },
    ],
    button: { label: isOver ? "Open Gatehouse" : "See what waits", url },
    closing: isOver
      ? "What you decided meanwhile stands."
      : "You get a letter for each request that waits for them. You never decide a request of your own, and where you are an approver yourself you decide for yourself. You can end this on the same page.",
    because: isOver
      ? "You get this because you decided in somebody's place."
      : "You get this because they named you.",
  };
}
