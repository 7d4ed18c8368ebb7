import { createHash, randomBytes } from "node:crypto";
import { administratorLike } from "#lib/core/catalogue/administrator-like.ts";
import { setInShort } from "#lib/core/catalogue/set-in-short.ts";
import { contentHash } from "#lib/core/content-hash.ts";
import type { EndReason } from "#lib/core/grant.ts";
import { sessionsMayLiveUntil } from "#lib/core/grant.ts";
import { leftStanding } from "#lib/core/left-standing.ts";
import type { RequestContent } from "#lib/core/request.ts";
import type { Place } from "#lib/core/rules/covers.ts";
import { agreementOf, decidersOf } from "#lib/db/agreement.ts";
import { type Db, db } from "#lib/db/client.ts";
import { endReasonOf } from "#lib/db/end-reason.ts";
import { standingExtension } from "#lib/db/extended.ts";
import type { Prisma } from "#lib/db/generated/client.ts";
import type { LetterKind } from "#lib/db/generated/enums.ts";
import { productionOf } from "#lib/db/production-of.ts";
import { requestContent } from "#lib/db/request-content.ts";
import { standingIn } from "#lib/db/standing.ts";
import { type AskedToDecide, bundleAsked, bundleTold, type ToldTogether } from "#lib/mail/bundle-letters.ts";
import type { LetterContent } from "#lib/mail/letter.ts";
import {
  type Deciding,
  type DigestLine,
  decisionAsked,
  decisionsAsked,
  firstFew,
  grantActive,
  grantEnded,
  grantEnding,
  grantNotMade,
  holdingPhrase,
  type Matter,
  requestApproved,
  requestDenied,
  requestLapsed,
} from "#lib/mail/letters.ts";
import { paths } from "#lib/paths.ts";
import { composeRuleLetter } from "./compose-rule-letter.ts";
import { gatherTold } from "./gather-told.ts";
import { storedPermissionSet } from "./sync/stored-permission-set.ts";

const letterInclude = {
  request: {
    include: {
      decisions: { orderBy: { decidedAt: "asc" } },
      grant: { include: { extensions: { where: standingExtension, select: { id: true } } } },
      extendsGrant: { include: { request: { select: { number: true, durationMinutes: true } } } },
      letters: { where: { kind: "decision_asked" } },
    },
  },
  ruleChange: { include: { voices: true } },
} satisfies Prisma.LetterInclude;

export type LetterRow = Prisma.LetterGetPayload<{ include: typeof letterInclude }>;
type RequestLetter = LetterRow & { requestId: string; request: NonNullable<LetterRow["request"]> };

export function readLetter(id: string): Promise<LetterRow> {
  return db().letter.findUniqueOrThrow({ where: { id }, include: letterInclude });
}

/** The letters that one mail carries; it is named by the first. */
export type Mail = { first: LetterRow; others: readonly LetterRow[] };

/** The mail that a letter is the first of, with what of it is not settled. */
export async function readMail(id: string): Promise<Mail> {
  const first = await readLetter(id);
  const others = await db().letter.findMany({
    where: { mailId: id, id: { not: id }, state: "queued" },
    include: letterInclude,
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return { first, others };
}

export type Setting = { now: Date; zone: string; baseUrl: string };

type Composed = LetterContent | { superseded: string };

const isOvertaken = (composed: Composed): composed is { superseded: string } => "superseded" in composed;

/** What happens to the requests of a bundle at about the same time, and is told to their requester in one letter. */
function toldTogether(kind: LetterKind): ToldTogether | null {
  switch (kind) {
    case "request_denied":
    case "request_lapsed":
    case "grant_active":
    case "grant_ended":
      return kind;
    case "decision_asked":
    case "request_approved":
    case "request_invalidated":
    case "grant_failed":
    case "grant_invalidated":
    case "grant_ending":
    case "rule_change_waits":
    case "rule_change_settled":
      return null;
  }
}

/**
 * What a queued letter says now, from the recorded rows. About the requests of a bundle one letter tells of all that wait to be told.
 * @returns the content; or why it is not sent any more, when what it would say was overtaken, or another letter says it
 */
export async function composeLetter(letter: LetterRow, setting: Setting): Promise<Composed> {
  if (letter.ruleChange) return composeRuleLetter(letter, letter.ruleChange, setting);
  if (!isAboutRequest(letter)) throw new Error(`The letter ${letter.id} is about nothing.`);
  const own = await composeRequestLetter(letter, setting);
  const { bundleId } = letter.request;
  const kind = toldTogether(letter.kind);
  if (isOvertaken(own) || bundleId === null || kind === null) return own;
  const told = await gatherTold(letter, bundleId);
  if (told === null) return { superseded: "another letter tells of it" };
  const each = await Promise.all(
    told.map(async ({ id }) => (id === letter.id ? own : composeAlone(id, setting))),
  );
  const said = each.filter((composed): composed is LetterContent => !isOvertaken(composed));
  return said.length === 1 ? own : bundleTold(kind, said, own);
}

function isAboutRequest(letter: LetterRow): letter is RequestLetter {
  return letter.request !== null && letter.requestId !== null;
}

/** What a letter about one request of a bundle would say alone. */
async function composeAlone(id: string, setting: Setting): Promise<Composed> {
  const letter = await readLetter(id);
  return isAboutRequest(letter)
    ? composeRequestLetter(letter, setting)
    : { superseded: "it is about nothing" };
}

async function composeRequestLetter(letter: RequestLetter, setting: Setting): Promise<Composed> {
  const { request } = letter;
  const { grant } = request;
  const content = await requestContent(db(), request);
  const matter = matterOf(request, content, grant?.sessionMinutes);
  const url = setting.baseUrl + paths.request(request.id);
  const isRequester = letter.recipientId === request.requesterId;
  const askAgainUrl =
    setting.baseUrl +
    paths.newRequest({
      account: request.accountId,
      set: request.permissionSetArn,
      minutes: request.durationMinutes,
    });
  const decision = request.decisions.find(({ verdict }) => verdict === "deny") ?? request.decisions[0];

  switch (letter.kind) {
    case "decision_asked": {
      if (request.state !== "pending") return { superseded: `the request is ${request.state}` };
      if (request.lapsesAt <= setting.now) return { superseded: "its deadline has passed" };
      const own = await toDecide(request, letter.recipientId, setting.now);
      if (own === null) return { superseded: "it does not wait for them" };
      const told = await gatherTold(letter, request.bundleId);
      if (told === null) return { superseded: "another letter tells of it" };
      const requestIds = told.map(({ requestId }) => requestId);
      const others = await othersToDecide(requestIds, letter, setting.now);
      const token = await mintLink(db(), letter, own.hash, others, setting.now);
      const url = setting.baseUrl + paths.decideByToken(token);
      const isAgain = await wasAskedBefore(letter);
      if (others.length === 0)
        return decisionAsked(matter, setting, { ...own, isAgain, url, contentHash: own.hash });
      const all = [own, ...others].toSorted((a, b) => a.place - b.place);
      return bundleAsked(all, setting, { isAgain, url });
    }
    case "request_approved":
      if (!decision || !grant) return { superseded: "nobody decided it" };
      if (grant.state !== "scheduled" && grant.state !== "granting")
        return { superseded: `the grant is ${grant.state} already` };
      return requestApproved(
        matter,
        url,
        {
          by: agreedBy(request),
          minutes: Math.round((grant.endsAt.getTime() - grant.startsAt.getTime()) / 60_000),
          comment: decision.comment,
          toCome: grant.startsAt > setting.now ? grant : null,
        },
        setting,
      );
    case "request_denied":
      if (!decision) return { superseded: "no decision is recorded" };
      return requestDenied(matter, url, { by: decision.deciderName, comment: decision.comment });
    case "request_lapsed":
      return requestLapsed(matter, url, setting);
    case "request_invalidated":
      return grantNotMade(matter, url, {
        reason: endReasonOf(request.settledReason),
        detail: null,
        isRequester,
        askAgainUrl,
      });
    case "grant_active": {
      if (!grant) return { superseded: "no grant is recorded" };
      if (grant.endedAt) return { superseded: "the grant has ended already" };
      const { destination: dest, accountId, permissionSetArn } = request;
      return grantActive(
        matter,
        dest === null ? url : setting.baseUrl + paths.go(accountId, permissionSetArn, { dest }),
        {
          startsAt: grant.startsAt,
          endsAt: grant.endsAt,
          sessionsUntil: sessionsMayLiveUntil(grant, null),
          isPreexisting: grant.state === "active_preexisting",
          by: agreedBy(request),
          leadsOn: dest !== null,
        },
        setting,
      );
    }
    case "grant_ending":
      if (grant?.state !== "active" || grant.withdrawnAt || grant.endsAt <= setting.now)
        return { superseded: "it is not held any more" };
      if (grant.extensions.length > 0) return { superseded: "more time is asked for already" };
      return grantEnding(
        matter,
        setting.baseUrl + paths.extend(grant.id),
        { endsAt: grant.endsAt, sessionsUntil: sessionsMayLiveUntil(grant, null) },
        setting,
      );
    case "grant_ended": {
      if (!grant?.endedAt) return { superseded: "the grant has not ended" };
      if (grant.endReason === "continued" && grant.extensions.length > 0)
        return { superseded: "its extension goes on" };
      const reason: EndReason = endReasonOf(grant.endReason);
      const isLeft = leftStanding(reason) !== null;
      return grantEnded(
        matter,
        url,
        {
          at: grant.endedAt,
          reason,
          byName: isLeft || grant.withdrawnById === grant.personId ? null : grant.withdrawnByName,
          sessionsUntil: isLeft ? null : sessionsMayLiveUntil(grant, grant.endedAt),
        },
        setting,
      );
    }
    case "grant_failed":
    case "grant_invalidated":
      return grantNotMade(matter, url, {
        reason: endReasonOf(grant?.endReason ?? null),
        detail: grant?.endDetail ?? null,
        isRequester,
        askAgainUrl,
      });
    case "rule_change_waits":
    case "rule_change_settled":
      throw new Error(`The letter ${letter.id} is about a request.`);
  }
}

/** What a role is, for somebody who has to decide on it, as the catalogue knows it now. */
async function whatItGives(
  tx: Db,
  { permissionSetArn }: { permissionSetArn: string },
  accountName: string,
  place: Place,
): Promise<Pick<Deciding, "allows" | "administratorLike" | "production">> {
  const set = await storedPermissionSet(tx, permissionSetArn);
  return {
    allows: set ? setInShort(set) : "nothing: the permission set is gone from AWS",
    administratorLike: set && administratorLike(set),
    production: await productionOf(tx, accountName, place),
  };
}

/**
 * One letter in place of several that ask one reader for decisions. Where a letter's request was asked together with others, it tells of those as well.
 * @returns the content; or of each letter why it would not be sent any more, for those that were overtaken
 */
export async function composeDigest(
  letters: readonly LetterRow[],
  setting: Setting,
): Promise<{ content: LetterContent | null; overtaken: ReadonlyMap<string, string> }> {
  const overtaken = new Map<string, string>();
  const asks = new Map<string, DigestLine>();
  for (const letter of letters) {
    if (!isAboutRequest(letter)) throw new Error(`The letter ${letter.id} is about nothing.`);
    const told = await gatherTold(letter, letter.request.bundleId);
    const requestIds = told?.map(({ requestId }) => requestId) ?? [];
    const lines = await digestLines(requestIds, letter.recipientId, setting.now);
    for (const [requestId, line] of lines) asks.set(requestId, line);
    if (lines.size === 0) overtaken.set(letter.id, "it does not wait for them");
  }
  if (asks.size === 0) return { content: null, overtaken };
  return { content: decisionsAsked([...asks.values()], setting, setting.baseUrl + paths.inbox()), overtaken };
}

/** The requests of these that still wait for a letter's reader, by their ids. */
async function digestLines(
  requestIds: readonly string[],
  readerId: string,
  now: Date,
): Promise<ReadonlyMap<string, DigestLine>> {
  const rows = await db().request.findMany({
    where: { id: { in: [...requestIds] }, state: "pending", lapsesAt: { gt: now } },
  });
  const lines = new Map<string, DigestLine>();
  for (const row of rows) {
    const agreement = await agreementOf(db(), row, now);
    if (agreement?.standing.kind !== "open") continue;
    const reader = (await decidersOf(db(), row, agreement)).find(({ id }) => id === readerId);
    if (!reader) continue;
    const { requesterName, permissionSetName, accountName } = await requestContent(db(), row);
    const { number, durationMinutes: minutes, lapsesAt } = row;
    const inPlaceOf = reader.inPlaceOf?.displayName ?? null;
    lines.set(row.id, {
      number,
      requesterName,
      permissionSetName,
      accountName,
      minutes,
      lapsesAt,
      inPlaceOf,
    });
  }
  return lines;
}

/** Makes the token of one letter: 256 random bits, of which only the SHA-256 is kept. A letter sent again has a new one. */
async function mintLink(
  tx: Db,
  letter: RequestLetter,
  hash: string,
  others: readonly ToDecide[],
  now: Date,
): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  const deadlines = [letter.request.lapsesAt, ...others.map(({ matter }) => matter.lapsesAt)];
  await tx.decisionLink.create({
    data: {
      tokenHash: createHash("sha256").update(token).digest(),
      requestId: letter.requestId,
      approverId: letter.recipientId,
      contentHash: hash,
      ...(others.length > 0 && {
        alsoShown: Object.fromEntries(others.map((other) => [other.requestId, other.hash])),
      }),
      createdAt: now,
      expiresAt: new Date(Math.max(...deadlines.map((deadline) => deadline.getTime()))),
    },
  });
  return token;
}

type AskedColumns = Parameters<typeof requestContent>[1] & {
  number: number;
  ruleId: string;
  ruleName: string;
  ruleVersion: number;
  createdAt: Date;
  lapsesAt: Date;
  bundlePlace: number | null;
  extendsGrant: { endsAt: Date; request: { number: number; durationMinutes: number } } | null;
  decisions: readonly { deciderName: string }[];
};

function matterOf(request: AskedColumns, content: RequestContent, sessionMinutes = 0): Matter {
  return {
    requesterName: content.requesterName,
    permissionSetName: content.permissionSetName,
    accountName: content.accountName,
    accountId: content.accountId,
    number: request.number,
    minutes: request.durationMinutes,
    sessionMinutes: content.sessionMinutes ?? sessionMinutes,
    reason: request.reason,
    ticket: request.ticket,
    ruleName: request.ruleName,
    startsAt: request.startsAt,
    askedAt: request.createdAt,
    lapsesAt: request.lapsesAt,
    extends:
      request.extendsGrant && content.extends
        ? {
            number: request.extendsGrant.request.number,
            askedMinutes: request.extendsGrant.request.durationMinutes,
            until: request.extendsGrant.endsAt,
            inAllMinutes: content.extends.inAllMinutes,
          }
        : null,
  };
}

type ToDecide = AskedToDecide & { requestId: string; place: number };

/** What a letter tells of a request that waits for its reader; null when it does not, or not any more. */
async function toDecide(request: AskedColumns, readerId: string, now: Date): Promise<ToDecide | null> {
  const agreement = await agreementOf(db(), request, now);
  if (agreement?.standing.kind !== "open" || request.lapsesAt <= now) return null;
  const deciders = await decidersOf(db(), request, agreement);
  const reader = deciders.find(({ id }) => id === readerId);
  if (!reader) return null;
  const content = await requestContent(db(), request);
  const standing = await standingIn(db(), request.requesterId, request.accountId);
  return {
    requestId: request.id,
    place: request.bundlePlace ?? 1,
    matter: matterOf(request, content),
    hash: contentHash(content),
    alsoAsked: deciders
      .filter((decider) => decider.inPlaceOf === null && decider.id !== readerId)
      .map(({ displayName }) => displayName),
    inPlaceOf: reader.inPlaceOf?.displayName ?? null,
    agreedSoFar: request.decisions.map(({ deciderName }) => deciderName),
    missing: agreement.standing.missing,
    stage: { place: agreement.standing.stage + 1, of: agreement.rule.content.agreement.stages.length },
    ...(await whatItGives(db(), request, content.accountName, agreement.about.place)),
    holdsNow: firstFew(standing.map(holdingPhrase)),
  };
}

/** The other requests of the bundle that the letter tells of, as far as they still wait for its reader. */
async function othersToDecide(
  requestIds: readonly string[],
  letter: RequestLetter,
  now: Date,
): Promise<ToDecide[]> {
  const rows = await db().request.findMany({
    where: { id: { in: requestIds.filter((id) => id !== letter.requestId) }, state: "pending" },
    include: {
      decisions: { orderBy: { decidedAt: "asc" } },
      extendsGrant: { include: { request: { select: { number: true, durationMinutes: true } } } },
    },
  });
  const each = await Promise.all(rows.map((row) => toDecide(row, letter.recipientId, now)));
  return each.filter((told) => told !== null);
}

/** Whether another letter asked the same person about the same request before. */
async function wasAskedBefore({ id, recipientId, requestId, createdAt }: RequestLetter): Promise<boolean> {
  const earlier = await db().letter.count({
    where: { kind: "decision_asked", recipientId, requestId, id: { not: id }, createdAt: { lt: createdAt } },
  });
  return earlier > 0;
}

/** Whose yes it was, or which rule agreed by itself. */
function agreedBy({ decisions, ruleName }: RequestLetter["request"]): string {
  const names = decisions.map(({ deciderName }) => deciderName);
  if (names.length === 0) return `the rule ${ruleName}`;
  return new Intl.ListFormat("en").format(names);
}
