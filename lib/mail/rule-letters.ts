import type { RuleChangeJudgement, RuleChangeState } from "#lib/core/rules/rule-change.ts";
import { sayReach } from "#lib/core/rules/say-reach.ts";
import { formatDigest, formatWhen, listNames, zoneName } from "#lib/format.ts";
import type { LetterContent } from "./letter.ts";
import { quoted } from "./quoted.ts";

/** What every letter about a change of a rule can tell, as it was recorded. */
export type RuleMatter = {
  ruleName: string;
  isNew: boolean;
  proposerName: string;
  note: string;
  contentHash: string;
  lapsesAt: Date;
  judgement: RuleChangeJudgement | null;
};

type Setting = { now: Date; zone: string };

function facts({ isNew, judgement }: RuleMatter): { label: string; value: string }[] {
  if (judgement === null) return [];
  const { differs, gained, lost, easier } = judgement;
  return [
    { label: "Differs", value: isNew ? "the rule is new" : listNames(differs) },
    { label: "Gained by", value: sayReach(gained) },
    { label: "Lost by", value: sayReach(lost) },
    ...(easier.length === 0 ? [] : [{ label: "Easier", value: quoted(easier.join("; ")) }]),
  ];
}

/**
 * The letter that puts a change that widens access to another administrator.
 * @param againWhy why it is put to them again; null for the first time
 */
export function ruleChangeWaits(
  matter: RuleMatter,
  url: string,
  againWhy: string | null,
  { now, zone }: Setting,
): LetterContent {
  const until = `${formatWhen(matter.lapsesAt, now, zone)} ${zoneName(matter.lapsesAt, zone)}`;
  return {
    sentence: [
      ...(againWhy === null ? [] : ["Again: "]),
      { strong: matter.proposerName },
      matter.isNew ? " proposes the new rule " : " proposes to change the rule ",
      { strong: matter.ruleName },
      ", which widens access.",
    ],
    preview: quoted(matter.note),
    quote: { words: quoted(matter.note), by: matter.proposerName },
    window: null,
    facts: [
      ...facts(matter),
      ...(againWhy === null ? [] : [{ label: "Why again", value: againWhy }]),
      { label: "Waits until", value: until },
    ],
    button: { label: "Look and answer", url },
    closing: `Opening the page decides nothing. Until another administrator agrees, the rule stays as it is. This is revision ${formatDigest(matter.contentHash)}.`,
    because: "You get this because you are an administrator of Gatehouse.",
  };
}

const ENDED = {
  applied: "is applied",
  refused: "could not be applied",
  withdrawn: "was withdrawn",
  stale: "was left alone, because the rule has changed meanwhile",
  rejected: "was rejected",
  lapsed: "lapsed, because no other administrator answered",
} as const satisfies Record<Exclude<RuleChangeState, "proposed" | "waiting">, string>;

/** The letter that tells an administrator how their proposal ended. */
export function ruleChangeSettled(
  matter: RuleMatter,
  url: string,
  ended: { state: keyof typeof ENDED; why: string | null; by: string | null; comment: string },
): LetterContent {
  return {
    sentence: [
      matter.isNew ? "The new rule " : "Your change of the rule ",
      { strong: matter.ruleName },
      ` ${ENDED[ended.state]}.`,
    ],
    preview: ended.comment === "" ? (ended.why ?? "") : quoted(ended.comment),
    quote: ended.comment === "" || ended.by === null ? null : { words: quoted(ended.comment), by: ended.by },
    window: null,
    facts: [
      ...facts(matter),
      ...(ended.by === null ? [] : [{ label: "Answered by", value: ended.by }]),
      ...(ended.why === null ? [] : [{ label: "Why", value: ended.why }]),
    ],
    button: { label: "Open the change", url },
    closing:
      ended.state === "applied"
        ? "The rule says so from now on. Earlier versions stay, and requests keep the one that they were asked under."
        : "The rule stays as it is. You can propose the change again.",
    because: "You get this because you proposed it.",
  };
}
