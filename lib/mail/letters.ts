import { type EndReason, explainEnd } from "#lib/core/grant.ts";
import {
  count,
  formatDigest,
  formatExact,
  formatMinutes,
  formatWhen,
  listNames,
  spellMinutes,
  zoneName,
} from "#lib/format.ts";
import type { LetterContent } from "./letter.ts";
import { quoted } from "./quoted.ts";

/** What every letter about a request can tell. Names and words come from the rows, as they were recorded. */
export type Matter = {
  requesterName: string;
  permissionSetName: string;
  accountName: string;
  accountId: string;
  number: number;
  minutes: number;
  sessionMinutes: number;
  reason: string;
  ticket: string | null;
  ruleName: string;
  /** When it is to begin; null for as soon as it is decided. */
  startsAt: Date | null;
  askedAt: Date;
  lapsesAt: Date;
};

export type Setting = { now: Date; zone: string };

const role = (matter: Matter) =>
  [{ strong: matter.permissionSetName }, " in ", { strong: matter.accountName }] as const;

function when(at: Date, { now, zone }: Setting): string {
  return `${formatWhen(at, now, zone)} ${zoneName(at, zone)}`;
}

function askedFacts(matter: Matter): { label: string; value: string }[] {
  return [
    { label: "Account", value: `${matter.accountName}, ${matter.accountId}` },
    { label: "Role", value: matter.permissionSetName },
    ...(matter.ticket ? [{ label: "Ticket", value: quoted(matter.ticket) }] : []),
  ];
}

const yours = (matter: Matter) => `You get this because you asked for it: request R-${matter.number}.`;

/**
 * The letter that asks one approver to decide.
 * @param ask who else was asked, what the requester holds there, the link with its token, and the content's hash
 */
export function decisionAsked(
  matter: Matter,
  setting: Setting,
  ask: {
    alsoAsked: readonly string[];
    /** Who has said yes already, and how many more have to. */
    agreedSoFar: readonly string[];
    missing: number;
    /** Whether the reader was asked before. */
    isAgain: boolean;
    /** Who is away, in whose place the reader decides; null for an approver. */
    inPlaceOf?: string | null;
    holdsNow: readonly string[];
    url: string;
    contentHash: string;
  },
): LetterContent {
  const begins = matter.startsAt ? when(matter.startsAt, setting) : "your yes";
  return {
    sentence: [
      ...(ask.isAgain ? ["Still undecided: "] : []),
      { strong: matter.requesterName },
      " asks for ",
      ...role(matter),
      " for ",
      { strong: spellMinutes(matter.minutes) },
      ".",
    ],
    preview: `${spellMinutes(matter.minutes)} from ${begins}. “${quoted(matter.reason)}”`,
    quote: { words: quoted(matter.reason), by: matter.requesterName },
    window: {
      start: begins,
      end: `ends ${formatMinutes(matter.minutes)} later`,
      tail: `sessions ${formatMinutes(matter.sessionMinutes)} more`,
    },
    facts: [
      ...askedFacts(matter),
      ...(ask.inPlaceOf ? [{ label: "In place of", value: `${quoted(ask.inPlaceOf)}, who is away` }] : []),
      { label: "Has there now", value: ask.holdsNow.length === 0 ? "nothing" : ask.holdsNow.join("; ") },
      { label: "Asked", value: `${when(matter.askedAt, setting)}; lapses ${when(matter.lapsesAt, setting)}` },
      {
        label: "Also asked",
        value:
          ask.alsoAsked.length === 0 ? "nobody else" : `${listNames(ask.alsoAsked)}. ${howManyDecide(ask)}`,
      },
      ...(ask.agreedSoFar.length === 0
        ? []
        : [{ label: "Agreed so far", value: `${listNames(ask.agreedSoFar)}.` }]),
    ],
    button: { label: "Look and decide", url: ask.url },
    closing: `Opening the link decides nothing; you confirm on the page. It is for you alone and shows exactly request R-${matter.number}, revision ${formatDigest(ask.contentHash)}. Did you not expect this? Leave it: it lapses by itself.`,
    because: ask.inPlaceOf
      ? `You get this because ${quoted(ask.inPlaceOf)} is away and named you to decide in their place.`
      : `You get this because the rule ${matter.ruleName} names you or a group of yours.`,
  };
}

/** How many of those who are asked it takes. */
function howManyDecide({ missing }: { missing: number }): string {
  return missing === 1
    ? "The first answer decides."
    : `${count(missing, "person has", "people have")} to agree; one no decides.`;
}

export function requestApproved(
  matter: Matter,
  url: string,
  yes: { by: string; minutes: number; comment: string },
): LetterContent {
  return {
    sentence: [
      { strong: yes.by },
      " approved ",
      ...role(matter),
      " for ",
      { strong: spellMinutes(yes.minutes) },
      ".",
    ],
    preview: "AWS has not shown the access yet. Gatehouse keeps trying and says where it stands.",
    quote: yes.comment === "" ? null : { words: quoted(yes.comment), by: yes.by },
    window: null,
    facts: askedFacts(matter),
    button: { label: "See where it stands", url },
    closing: "AWS has not shown the access yet. You get another letter once it has.",
    because: yours(matter),
  };
}

export function requestDenied(
  matter: Matter,
  url: string,
  no: { by: string; comment: string },
): LetterContent {
  return {
    sentence: [{ strong: no.by }, " said no to ", ...role(matter), "."],
    preview: quoted(no.comment),
    quote: { words: quoted(no.comment), by: no.by },
    window: null,
    facts: askedFacts(matter),
    button: { label: "Open the request", url },
    closing: "Nothing was granted. You can ask again, for another role or a shorter time.",
    because: yours(matter),
  };
}

export function requestLapsed(matter: Matter, url: string, setting: Setting): LetterContent {
  return {
    sentence: ["Nobody decided your request for ", ...role(matter), ", so it lapsed."],
    preview: `It waited until ${when(matter.lapsesAt, setting)}.`,
    quote: null,
    window: null,
    facts: [...askedFacts(matter), { label: "Waited until", value: when(matter.lapsesAt, setting) }],
    button: { label: "Open the request", url },
    closing: "Nothing was granted. You can ask again.",
    because: yours(matter),
  };
}

export type GrantTold = {
  startsAt: Date;
  endsAt: Date;
  sessionsUntil: Date;
  isPreexisting: boolean;
  by: string;
};

export function grantActive(matter: Matter, url: string, grant: GrantTold, setting: Setting): LetterContent {
  return {
    sentence: grant.isPreexisting
      ? ["You hold ", ...role(matter), " already, without an end."]
      : [...role(matter), " is active until ", { strong: when(grant.endsAt, setting) }, "."],
    preview: `Approved by ${grant.by}. Open sessions may live until ${when(grant.sessionsUntil, setting)}.`,
    quote: null,
    window: grant.isPreexisting
      ? null
      : {
          start: `from ${when(grant.startsAt, setting)}`,
          end: `ends ${when(grant.endsAt, setting)}`,
          tail: `sessions until ${when(grant.sessionsUntil, setting)}`,
        },
    facts: [...askedFacts(matter), { label: "Approved by", value: grant.by }],
    button: { label: "Open the role", url },
    closing: grant.isPreexisting
      ? "The assignment stood before your request, so Gatehouse will not remove it."
      : "Gatehouse saw the assignment in AWS, and removes it at the end. You can end it sooner from the page.",
    because: yours(matter),
  };
}

export function grantEnded(
  matter: Matter,
  url: string,
  ended: { at: Date; reason: EndReason; byName: string | null; sessionsUntil: Date | null },
  setting: Setting,
): LetterContent {
  const sessions = ended.sessionsUntil
    ? `A session that was open then may live until ${when(ended.sessionsUntil, setting)}.`
    : "No session of it is cut short.";
  const reason = ended.byName ? `${ended.byName} ended it early.` : explainEnd(ended.reason);
  return {
    sentence: [...role(matter), " has ended."],
    preview: `${reason} ${sessions}`,
    quote: null,
    window: null,
    facts: [
      ...askedFacts(matter),
      { label: "Ended", value: formatExact(ended.at, setting.zone) },
      { label: "Why", value: reason },
      { label: "Open sessions", value: sessions },
    ],
    button: { label: "Open the request", url },
    closing: "If you still need it, ask again from the page.",
    because: yours(matter),
  };
}

/** A grant that never came about: AWS could not create it, or it no longer stood when its time came. */
export function grantNotMade(
  matter: Matter,
  url: string,
  told: { reason: EndReason; detail: string | null; isRequester: boolean },
): LetterContent {
  return {
    sentence: told.isRequester
      ? [...role(matter), " could not be granted."]
      : [...role(matter), " could not be granted to ", { strong: matter.requesterName }, "."],
    preview: explainEnd(told.reason),
    quote: null,
    window: null,
    facts: [
      ...askedFacts(matter),
      { label: "Why", value: explainEnd(told.reason) },
      ...(told.detail ? [{ label: "AWS said", value: quoted(told.detail) }] : []),
    ],
    button: { label: "Open the request", url },
    closing: "Nothing stands in AWS. You can ask again once the reason is gone.",
    because: told.isRequester
      ? yours(matter)
      : `You get this because you approved request R-${matter.number}.`,
  };
}

/** One request of a letter about several. */
export type DigestLine = {
  number: number;
  requesterName: string;
  permissionSetName: string;
  accountName: string;
  minutes: number;
  lapsesAt: Date;
  /** Who is away, in whose place the reader decides. */
  inPlaceOf?: string | null;
};

/** More of them are in the list that the letter leads to. */
const TOLD_ONE_BY_ONE = 40;

/**
 * The letter that asks one approver to decide several requests: one line each, and one link to all.
 * @param asks at least one
 * @param url the address of what waits for the reader
 */
export function decisionsAsked(asks: readonly DigestLine[], setting: Setting, url: string): LetterContent {
  const soonest = asks.toSorted((a, b) => a.lapsesAt.getTime() - b.lapsesAt.getTime());
  const more = soonest.length - TOLD_ONE_BY_ONE;
  const [next] = soonest;
  return {
    sentence: [
      { strong: count(asks.length, "request") },
      asks.length === 1 ? " waits for your decision." : " wait for your decision.",
    ],
    preview: next ? `The next lapses ${when(next.lapsesAt, setting)}.` : "",
    quote: null,
    window: null,
    facts: [
      ...soonest.slice(0, TOLD_ONE_BY_ONE).map((ask) => ({
        label: `R-${ask.number}`,
        value: `${quoted(ask.requesterName)}: ${ask.permissionSetName} in ${ask.accountName}, ${spellMinutes(ask.minutes)}; lapses ${when(ask.lapsesAt, setting)}${ask.inPlaceOf ? `; in the place of ${quoted(ask.inPlaceOf)}` : ""}`,
      })),
      ...(more > 0 ? [{ label: "And", value: count(more, "more request") }] : []),
    ],
    button: { label: "Look and decide", url },
    closing:
      "Opening the link decides nothing; it shows all that waits for you now. What is decided meanwhile is not in it any more.",
    because:
      "You get this because rules name you or a group of yours. Requests that come close together come in one letter.",
  };
}

/** What a person reaches in an account, one phrase a path: for the line "Has there now". */
export function holdingPhrase(holding: { permissionSetName: string; through: string | null }): string {
  return holding.through
    ? `${holding.permissionSetName}, standing, through ${holding.through}`
    : `${holding.permissionSetName}, direct`;
}

/** A list cut to what a letter has room for, saying how many more there are. */
export function firstFew(phrases: readonly string[], most = 4): string[] {
  if (phrases.length <= most) return [...phrases];
  return [...phrases.slice(0, most), `and ${count(phrases.length - most, "more way", "more ways")}`];
}
