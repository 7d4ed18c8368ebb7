import { type EndReason, explainEnd } from "#lib/core/grant.ts";
import {
  count,
  formatClock,
  formatDay,
  formatDigest,
  formatMinutes,
  listNames,
  spellMinutes,
  zoneName,
} from "#lib/format.ts";
import { type Fact, type LetterContent, shortName } from "./letter.ts";

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
  /** What it extends: its number, how long it was asked for and until when it runs, and how long all of it would last; left out for others. */
  extends?: { number: number; askedMinutes: number; until: Date; inAllMinutes: number } | null;
};

/** The zone that times are told in. */
export type Setting = { zone: string };

const role = (matter: Matter) =>
  [{ strong: matter.permissionSetName }, " in ", { strong: matter.accountName }] as const;

/** With its day and its zone, always: nobody knows on which day, or where, a letter is read. */
export function when(at: Date, { zone }: Setting): string {
  return `${formatDay(at, zone)}, ${formatClock(at, zone)} ${zoneName(at, zone)}`;
}

function askedFacts(matter: Matter): Fact[] {
  return [
    { label: "Account", value: `${matter.accountName}, ${matter.accountId}` },
    { label: "Role", value: matter.permissionSetName },
    ...(matter.ticket ? [{ label: "Ticket", value: matter.ticket }] : []),
  ];
}

function extendedFacts({ extends: what }: Matter, setting: Setting): { label: string; value: string }[] {
  if (!what) return [];
  const { number, askedMinutes, until, inAllMinutes } = what;
  return [
    {
      label: "Extends",
      value: `R-${number}, asked for ${formatMinutes(askedMinutes)}, which runs until ${when(until, setting)}; with this ${formatMinutes(inAllMinutes)} in all`,
    },
  ];
}

const yours = (matter: Matter) => `You get this because you asked for it: request R-${matter.number}.`;

export type Deciding = {
  /** What the role allows, in short. */
  allows: string;
  /** Why the role is like an administrator's, and why the account looks like production; null when nothing says so. */
  administratorLike: string | null;
  production: string | null;
  /** Which of the rule's stages it waits at, from 1, of how many. */
  stage: { place: number; of: number };
  alsoAsked: readonly string[];
  /** Who has said yes already, and how many more have to at this stage. */
  agreedSoFar: readonly string[];
  missing: number;
  /** Whether the reader was asked before. */
  isAgain: boolean;
  /** Who is away, in whose place the reader decides; null for an approver. */
  inPlaceOf?: string | null;
  holdsNow: readonly string[];
  url: string;
  contentHash: string;
};

/** More names than these say nothing to the one who has to decide. */
const NAMES_TOLD = 5;

/**
 * The letter that asks one approver to decide.
 * @param ask what it would give, who else was asked, what the requester holds there, the link with its token, and the content's hash
 */
export function decisionAsked(matter: Matter, setting: Setting, ask: Deciding): LetterContent {
  const { startsAt } = matter;
  const begins = startsAt ? `from ${when(startsAt, setting)}` : "from your yes";
  return {
    sentence: [
      ...(ask.isAgain ? ["Still undecided: "] : []),
      { strong: shortName(matter.requesterName) },
      " asks for ",
      ...(matter.extends
        ? [{ strong: spellMinutes(matter.minutes) }, " more of ", ...role(matter)]
        : [...role(matter), " for ", { strong: spellMinutes(matter.minutes) }]),
      ".",
    ],
    preview: `${spellMinutes(matter.minutes)} ${begins}. “${matter.reason}”`,
    quote: { words: matter.reason, by: matter.requesterName },
    window: {
      start: begins,
      end: startsAt
        ? `ends ${when(later(startsAt, matter.minutes), setting)}`
        : `ends ${formatMinutes(matter.minutes)} later`,
      tail: `sessions ${formatMinutes(matter.sessionMinutes)} more`,
    },
    facts: [
      ...(ask.inPlaceOf ? [{ label: "In place of", value: `${ask.inPlaceOf}, who is away` }] : []),
      ...extendedFacts(matter, setting),
      ...graveFacts(ask),
      { label: "Allows", value: ask.allows },
      { label: "Has there now", value: ask.holdsNow.length === 0 ? "nothing" : ask.holdsNow.join("; ") },
      ...askedFacts(matter),
      { label: "Asked", value: when(matter.askedAt, setting) },
      { label: "Lapses", value: when(matter.lapsesAt, setting) },
      ...stageFacts(ask),
      { label: "Also asked", value: whoElse(ask) },
    ],
    button: { label: "Look and decide", url: ask.url },
    closing: `Opening the link decides nothing; you confirm on the page. It is for you alone and shows exactly request R-${matter.number}, revision ${formatDigest(ask.contentHash)}. Did you not expect this? Leave it: it lapses by itself.`,
    because: ask.inPlaceOf
      ? `You get this because ${ask.inPlaceOf} is away and named you to decide in their place.`
      : `You get this because the rule ${matter.ruleName} names you or a group of yours.`,
  };
}

function later(at: Date, minutes: number): Date {
  return new Date(at.getTime() + minutes * 60_000);
}

function graveFacts({ administratorLike, production }: Deciding): Fact[] {
  const grave = (label: string, value: string): Fact => ({ label, value, isGrave: true });
  return [
    ...(administratorLike === null ? [] : [grave("Administrator", `as strong as one: ${administratorLike}`)]),
    ...(production === null ? [] : [grave("Production", `looks like it: ${production}`)]),
  ];
}

function stageFacts({ stage, agreedSoFar }: Deciding): Fact[] {
  return [
    ...(stage.of === 1 ? [] : [{ label: "Stage", value: `${stage.place} of ${stage.of}` }]),
    ...(agreedSoFar.length === 0 ? [] : [{ label: "Agreed so far", value: firstNames(agreedSoFar) }]),
  ];
}

function whoElse({ alsoAsked, missing, stage }: Deciding): string {
  if (alsoAsked.length === 0) return "nobody else";
  return `${firstNames(alsoAsked)}. ${howManyDecide(missing, stage)}`;
}

/** The first names of a list, and how many more there are. */
function firstNames(names: readonly string[]): string {
  const left = names.length - NAMES_TOLD;
  const told = left > 1 ? [...names.slice(0, NAMES_TOLD), count(left, "other")] : names;
  return listNames(told.map(shortName));
}

/** How many of those who are asked it takes. */
function howManyDecide(missing: number, stage: Deciding["stage"]): string {
  if (missing > 1) return `${count(missing, "person has", "people have")} to agree; one no decides.`;
  return stage.place === stage.of
    ? "The first answer decides."
    : "The first yes leads to the next stage; one no decides.";
}

export function requestApproved(
  matter: Matter,
  url: string,
  yes: { by: string; minutes: number; comment: string; toCome: { startsAt: Date; endsAt: Date } | null },
  setting: Setting,
): LetterContent {
  const stands = yes.toCome
    ? `It ${matter.extends ? "goes on" : "begins"} ${when(yes.toCome.startsAt, setting)} and ends ${when(yes.toCome.endsAt, setting)}.`
    : "AWS has not shown the access yet.";
  return {
    sentence: [
      { strong: yes.by },
      " approved ",
      ...role(matter),
      " for ",
      { strong: spellMinutes(yes.minutes) },
      ...(matter.extends ? [" more"] : []),
      ".",
    ],
    preview: yes.toCome ? stands : `${stands} Gatehouse keeps trying and says where it stands.`,
    quote: yes.comment === "" ? null : { words: yes.comment, by: yes.by },
    window: null,
    facts: askedFacts(matter),
    button: { label: "See where it stands", url },
    closing: `${stands} You get another letter once ${yes.toCome ? "AWS shows it" : "it has"}.`,
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
    preview: no.comment,
    quote: { words: no.comment, by: no.by },
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
  /** Whether the link leads on to a page of the console. */
  leadsOn: boolean;
};

export function grantActive(matter: Matter, url: string, grant: GrantTold, setting: Setting): LetterContent {
  return {
    sentence: grant.isPreexisting
      ? ["You hold ", ...role(matter), " already, without an end."]
      : [
          ...role(matter),
          matter.extends ? " goes on until " : " is active until ",
          { strong: when(grant.endsAt, setting) },
          ".",
        ],
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
    button: { label: grant.leadsOn ? "Open console" : "Open the role", url },
    closing: grant.isPreexisting
      ? "The assignment stood before your request, so Gatehouse will not remove it."
      : "Gatehouse saw the assignment in AWS, and removes it at the end. You can end it sooner from the page.",
    because: yours(matter),
  };
}

/** Told to the holder a while before the end of what may be extended. The link is the form. */
export function grantEnding(
  matter: Matter,
  url: string,
  grant: { endsAt: Date; sessionsUntil: Date },
  setting: Setting,
): LetterContent {
  return {
    sentence: [...role(matter), " ends at ", { strong: when(grant.endsAt, setting) }, "."],
    preview: "If you are not done by then, you can ask for more time now.",
    quote: null,
    window: null,
    facts: [
      ...askedFacts(matter),
      { label: "Open sessions", value: `may live until ${when(grant.sessionsUntil, setting)}` },
    ],
    button: { label: "Ask for more time", url },
    closing:
      "It ends by itself: if you are done, there is nothing to do. What is agreed to before then goes on without a gap.",
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
      { label: "Ended", value: when(ended.at, setting) },
      { label: "Why", value: reason },
      { label: "Open sessions", value: sessions },
    ],
    button: { label: "Open the request", url },
    closing: "If you still need it, ask again from the page.",
    because: yours(matter),
  };
}

/** Reasons that a new decision mends: what somebody agreed to is not what there is. */
const DECIDED_ANEW: ReadonlySet<EndReason> = new Set(["set-changed", "content-changed"]);

/**
 * A grant that never came about, or a request that cannot become one any more: AWS could not create it, or it no longer stood when its time came.
 * Where a new decision mends it, the one link of the requester's letter leads to the filled form.
 */
export function grantNotMade(
  matter: Matter,
  url: string,
  told: { reason: EndReason; detail: string | null; isRequester: boolean; askAgainUrl: string },
): LetterContent {
  const { reason, detail, isRequester, askAgainUrl } = told;
  const isDecidedAnew = DECIDED_ANEW.has(reason);
  const askAgain = { label: "Ask again", url: askAgainUrl };
  return {
    sentence: isRequester
      ? [...role(matter), " could not be granted."]
      : [...role(matter), " could not be granted to ", { strong: shortName(matter.requesterName) }, "."],
    preview: explainEnd(reason),
    quote: null,
    window: null,
    facts: [
      ...askedFacts(matter),
      { label: "Why", value: explainEnd(reason) },
      ...(detail ? [{ label: "AWS said", value: detail }] : []),
    ],
    button: isDecidedAnew && isRequester ? askAgain : { label: "Open the request", url },
    closing: closingOf(matter, isDecidedAnew, isRequester),
    because: isRequester ? yours(matter) : `You get this because you approved request R-${matter.number}.`,
  };
}

function closingOf({ extends: extended }: Matter, isDecidedAnew: boolean, isRequester: boolean): string {
  if (extended) return "Nothing was added to what stood. You can ask for the role again.";
  if (!isDecidedAnew) return "Nothing stands in AWS. You can ask again once the reason is gone.";
  return isRequester
    ? "Nothing stands in AWS. The link opens the form, filled as you asked before; whoever decides sees what it allows now."
    : "Nothing stands in AWS. Your yes was to what the role allowed then; if it is asked for again, you are asked again.";
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
        value: `${ask.requesterName}: ${ask.permissionSetName} in ${ask.accountName}, ${spellMinutes(ask.minutes)}; lapses ${when(ask.lapsesAt, setting)}${ask.inPlaceOf ? `; in the place of ${ask.inPlaceOf}` : ""}`,
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
