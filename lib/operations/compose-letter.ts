import { createHash, randomBytes } from "node:crypto";
import { contentHash } from "#lib/core/content-hash.ts";
import type { EndReason } from "#lib/core/grant.ts";
import { sessionsMayLiveUntil } from "#lib/core/grant.ts";
import { leftStanding } from "#lib/core/left-standing.ts";
import { agreementOf, type Decider, decidersOf } from "#lib/db/agreement.ts";
import { type Db, db } from "#lib/db/client.ts";
import { endReasonOf } from "#lib/db/end-reason.ts";
import type { Prisma } from "#lib/db/generated/client.ts";
import { requestContent } from "#lib/db/request-content.ts";
import { standingIn } from "#lib/db/standing.ts";
import type { LetterContent } from "#lib/mail/letter.ts";
import {
  type DigestLine,
  decisionAsked,
  decisionsAsked,
  firstFew,
  grantActive,
  grantEnded,
  grantNotMade,
  holdingPhrase,
  type Matter,
  requestApproved,
  requestDenied,
  requestLapsed,
} from "#lib/mail/letters.ts";
import { paths } from "#lib/paths.ts";

const letterInclude = {
  request: {
    include: {
      decisions: { orderBy: { decidedAt: "asc" } },
      grant: true,
      letters: { where: { kind: "decision_asked" } },
    },
  },
} satisfies Prisma.LetterInclude;

export type LetterRow = Prisma.LetterGetPayload<{ include: typeof letterInclude }>;

/** The letters that one mail carries; it is named by the first. */
export type Mail = { first: LetterRow; others: readonly LetterRow[] };

/** The mail that a letter is the first of, with what of it is not settled. */
export async function readMail(id: string): Promise<Mail> {
  const first = await db().letter.findUniqueOrThrow({ where: { id }, include: letterInclude });
  const others = await db().letter.findMany({
    where: { mailId: id, id: { not: id }, state: "queued" },
    include: letterInclude,
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return { first, others };
}

export type Setting = { now: Date; zone: string; baseUrl: string };

/**
 * What a queued letter says now, from the recorded rows.
 * @returns the content; or why it is not sent any more, when what it would say was overtaken
 */
export async function composeLetter(
  letter: LetterRow,
  setting: Setting,
): Promise<LetterContent | { superseded: string }> {
  const { request } = letter;
  const { grant } = request;
  const content = await requestContent(db(), request);
  const matter: Matter = {
    requesterName: content.requesterName,
    permissionSetName: content.permissionSetName,
    accountName: content.accountName,
    accountId: content.accountId,
    number: request.number,
    minutes: request.durationMinutes,
    sessionMinutes: content.sessionMinutes ?? grant?.sessionMinutes ?? 0,
    reason: request.reason,
    ticket: request.ticket,
    ruleName: request.ruleName,
    startsAt: request.startsAt,
    askedAt: request.createdAt,
    lapsesAt: request.lapsesAt,
  };
  const url = setting.baseUrl + paths.request(request.id);
  const decision = request.decisions.find(({ verdict }) => verdict === "deny") ?? request.decisions[0];

  switch (letter.kind) {
    case "decision_asked": {
      const asking = await askingStill(letter, setting.now);
      if ("superseded" in asking) return asking;
      const { deciders, missing, inPlaceOf } = asking;
      const standing = await standingIn(db(), request.requesterId, request.accountId);
      const hash = contentHash(content);
      const token = await mintLink(db(), letter, hash, setting.now);
      return decisionAsked(matter, setting, {
        alsoAsked: deciders
          .filter((decider) => decider.inPlaceOf === null && decider.id !== letter.recipientId)
          .map(({ displayName }) => displayName),
        inPlaceOf,
        agreedSoFar: request.decisions.map(({ deciderName }) => deciderName),
        missing,
        isAgain: await wasAskedBefore(letter),
        holdsNow: firstFew(standing.map(holdingPhrase)),
        url: setting.baseUrl + paths.decideByToken(token),
        contentHash: hash,
      });
    }
    case "request_approved":
      if (!decision || !grant) return { superseded: "nobody decided it" };
      if (grant.state !== "scheduled" && grant.state !== "granting")
        return { superseded: `the grant is ${grant.state} already` };
      return requestApproved(matter, url, {
        by: agreedBy(request),
        minutes: Math.round((grant.endsAt.getTime() - grant.startsAt.getTime()) / 60_000),
        comment: decision.comment,
      });
    case "request_denied":
      if (!decision) return { superseded: "no decision is recorded" };
      return requestDenied(matter, url, { by: decision.deciderName, comment: decision.comment });
    case "request_lapsed":
      return requestLapsed(matter, url, setting);
    case "request_invalidated":
      return grantNotMade(matter, url, {
        reason: endReasonOf(request.settledReason),
        detail: null,
        isRequester: true,
      });
    case "grant_active": {
      if (!grant) return { superseded: "no grant is recorded" };
      if (grant.endedAt) return { superseded: "the grant has ended already" };
      return grantActive(
        matter,
        url,
        {
          startsAt: grant.startsAt,
          endsAt: grant.endsAt,
          sessionsUntil: sessionsMayLiveUntil(grant, null),
          isPreexisting: grant.state === "active_preexisting",
          by: agreedBy(request),
        },
        setting,
      );
    }
    case "grant_ended": {
      if (!grant?.endedAt) return { superseded: "the grant has not ended" };
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
        isRequester: letter.recipientId === request.requesterId,
      });
  }
}

type StillAsking = { deciders: readonly Decider[]; missing: number; inPlaceOf: string | null };

/** Who could decide now, when a letter's reader is still one of them; or why the letter is not sent any more. */
async function askingStill(
  { request, recipientId }: LetterRow,
  now: Date,
): Promise<StillAsking | { superseded: string }> {
  if (request.state !== "pending") return { superseded: `the request is ${request.state}` };
  if (request.lapsesAt <= now) return { superseded: "its deadline has passed" };
  const agreement = await agreementOf(db(), request, now);
  if (agreement?.standing.kind !== "open") return { superseded: "it waits for nobody" };
  const deciders = await decidersOf(db(), request, agreement);
  const reader = deciders.find(({ id }) => id === recipientId);
  if (!reader) return { superseded: "it does not wait for them" };
  const inPlaceOf = reader.inPlaceOf?.displayName ?? null;
  return { deciders, missing: agreement.standing.missing, inPlaceOf };
}

/**
 * One letter in place of several that ask one reader for decisions.
 * @returns the content; or of each letter why it would not be sent any more, for those that were overtaken
 */
export async function composeDigest(
  letters: readonly LetterRow[],
  setting: Setting,
): Promise<{ content: LetterContent | null; overtaken: ReadonlyMap<string, string> }> {
  const overtaken = new Map<string, string>();
  const asks: DigestLine[] = [];
  for (const letter of letters) {
    const asking = await askingStill(letter, setting.now);
    if ("superseded" in asking) overtaken.set(letter.id, asking.superseded);
    else asks.push(await digestLine(letter, asking.inPlaceOf));
  }
  if (asks.length === 0) return { content: null, overtaken };
  return { content: decisionsAsked(asks, setting, setting.baseUrl + paths.inbox()), overtaken };
}

async function digestLine({ request }: LetterRow, inPlaceOf: string | null): Promise<DigestLine> {
  const { requesterName, permissionSetName, accountName } = await requestContent(db(), request);
  const { number, durationMinutes: minutes, lapsesAt } = request;
  return { number, requesterName, permissionSetName, accountName, minutes, lapsesAt, inPlaceOf };
}

/** Makes the token of one letter: 256 random bits, of which only the SHA-256 is kept. A letter sent again has a new one. */
async function mintLink(tx: Db, letter: LetterRow, hash: string, now: Date): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  await tx.decisionLink.create({
    data: {
      tokenHash: createHash("sha256").update(token).digest(),
      requestId: letter.requestId,
      approverId: letter.recipientId,
      contentHash: hash,
      createdAt: now,
      expiresAt: letter.request.lapsesAt,
    },
  });
  return token;
}

/** Whether another letter asked the same person about the same request before. */
async function wasAskedBefore({ id, recipientId, requestId, createdAt }: LetterRow): Promise<boolean> {
  const earlier = await db().letter.count({
    where: { kind: "decision_asked", recipientId, requestId, id: { not: id }, createdAt: { lt: createdAt } },
  });
  return earlier > 0;
}

/** Whose yes it was, or which rule agreed by itself. */
function agreedBy({ decisions, ruleName }: LetterRow["request"]): string {
  const names = decisions.map(({ deciderName }) => deciderName);
  if (names.length === 0) return `the rule ${ruleName}`;
  return new Intl.ListFormat("en").format(names);
}
