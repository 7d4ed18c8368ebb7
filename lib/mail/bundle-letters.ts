import { count, formatDigest, formatMinutes, listNames, spellMinutes } from "#lib/format.ts";
import { type LetterContent, subjectOf } from "./letter.ts";
import { type Deciding, type Matter, type Setting, when } from "./letters.ts";

/** A request that waits for a letter's reader, with the hash of its content as the letter shows it. */
export type AskedToDecide = { matter: Matter; hash: string } & Omit<
  Deciding,
  "isAgain" | "url" | "contentHash"
>;

/**
 * The one letter that asks an approver to decide several requests of a bundle.
 * @param asked two or more, in the bundle's order
 * @param link where the letter leads, and whether its reader was asked before
 */
export function bundleAsked(
  asked: readonly AskedToDecide[],
  setting: Setting,
  link: { isAgain: boolean; url: string },
): LetterContent {
  const [first] = asked;
  if (!first) throw new Error("A letter about no request.");
  const { requesterName, minutes, reason, ticket, startsAt, askedAt } = first.matter;
  const begins = startsAt ? when(startsAt, setting) : "your yes";
  const accounts = [...new Set(asked.map(({ matter }) => matter.accountName))];
  const numbers = asked.map(({ matter }) => `R-${matter.number}`);
  const rules = [...new Set(asked.map(({ matter }) => matter.ruleName))];
  const others = [...new Set(asked.flatMap(({ alsoAsked }) => alsoAsked))];
  const lapses = new Date(Math.min(...asked.map(({ matter }) => matter.lapsesAt.getTime())));
  const sessions = Math.max(...asked.map(({ matter }) => matter.sessionMinutes));
  return {
    sentence: [
      ...(link.isAgain ? ["Still undecided: "] : []),
      { strong: requesterName },
      " asks for ",
      { strong: count(asked.length, "role") },
      " in ",
      { strong: accounts.length <= 2 ? listNames(accounts) : count(accounts.length, "account") },
      " for ",
      { strong: spellMinutes(minutes) },
      ".",
    ],
    preview: `${spellMinutes(minutes)} from ${begins}. “${reason}”`,
    quote: { words: reason, by: requesterName },
    window: {
      start: begins,
      end: `ends ${formatMinutes(minutes)} later`,
      tail: `sessions up to ${formatMinutes(sessions)} more`,
    },
    facts: [
      ...asked.map((each, index) => ({ label: `Role ${index + 1}`, value: roleSays(each) })),
      ...(ticket ? [{ label: "Ticket", value: ticket }] : []),
      { label: "Asked", value: `${when(askedAt, setting)}; the first lapses ${when(lapses, setting)}` },
      { label: "Also asked", value: others.length === 0 ? "nobody else" : `${listNames(others)}.` },
    ],
    button: { label: "Look and decide", url: link.url },
    closing: `Opening the link decides nothing; you confirm on the page, together or one by one. It is for you alone and shows exactly the requests ${listNames(numbers)}. Did you not expect this? Leave it: they lapse by themselves.`,
    because: `You get this because the ${rules.length === 1 ? "rule" : "rules"} ${listNames(rules)} name${rules.length === 1 ? "s" : ""} you or a group of yours.`,
  };
}

function roleSays({
  matter,
  hash,
  holdsNow,
  missing,
  agreedSoFar,
  allows,
  production,
  administratorLike,
}: AskedToDecide): string {
  const said = [
    `${matter.permissionSetName} in ${matter.accountName}, ${matter.accountId}: R-${matter.number}, revision ${formatDigest(hash)}.`,
    `Allows: ${allows}`,
    ...(production === null ? [] : [`Looks like production: ${production}.`]),
    `Has there now: ${holdsNow.length === 0 ? "nothing" : holdsNow.join("; ")}.`,
    ...(missing > 1 ? [`${count(missing, "person has", "people have")} to agree.`] : []),
    ...(agreedSoFar.length > 0 ? [`Agreed so far: ${listNames(agreedSoFar)}.`] : []),
    ...(administratorLike === null ? [] : ["Like an administrator’s, so it is approved by itself."]),
  ];
  return said.join(" ");
}

const TOLD = {
  request_denied: [
    "were denied",
    "Nothing of them was granted. You can ask again, for other roles or a shorter time.",
  ],
  request_lapsed: ["lapsed, because nobody decided them", "Nothing of them was granted. You can ask again."],
  grant_active: [
    "are active",
    "Gatehouse saw the assignments in AWS, and removes each at its end. You can end them sooner from their pages.",
  ],
  grant_ended: ["have ended", "If you still need one, ask again from its page."],
} as const;

/** What is told of several requests of a bundle in one letter. */
export type ToldTogether = keyof typeof TOLD;

/**
 * One letter to the requester about what happened to several requests of a bundle.
 * @param each what a letter about each of them alone would say, in the bundle's order
 * @param own the one whose link and reason this letter has
 */
export function bundleTold(
  kind: ToldTogether,
  each: readonly LetterContent[],
  own: LetterContent,
): LetterContent {
  const [happened, closing] = TOLD[kind];
  return {
    sentence: [{ strong: count(each.length, "role") }, ` that you asked for together ${happened}.`],
    preview: each.map(subjectOf).join("; "),
    quote: null,
    window: null,
    facts: each.map((said, index) => ({
      label: `Role ${index + 1}`,
      value: `${subjectOf(said)}. ${said.preview}`,
    })),
    button: { label: "Open the requests", url: own.button.url },
    closing,
    because: own.because,
  };
}
