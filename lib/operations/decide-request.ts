import type { Doing, PersonActor } from "#lib/core/actor.ts";
import { contentChanges } from "#lib/core/content-changes.ts";
import { contentHash } from "#lib/core/content-hash.ts";
import { isRecentSignIn, RECENT_SIGN_IN_MINUTES } from "#lib/core/recent-sign-in.ts";
import { refuseDeciding } from "#lib/core/request.ts";
import { type Result, refuse } from "#lib/core/result.ts";
import { heardBy, type Standing, standingOf, type Voice } from "#lib/core/rules/agreement.ts";
import { leastVoices, suffices } from "#lib/core/rules/role-weight.ts";
import type { Rule } from "#lib/core/rules/rule-content.ts";
import { startOfStage } from "#lib/core/rules/start-of-stage.ts";
import { type AskedRow, agreementOf, decidersOf, decidesFor } from "#lib/db/agreement.ts";
import { type Db, db } from "#lib/db/client.ts";
import { weightOf } from "#lib/db/console-powers.ts";
import type { Away } from "#lib/db/delegations.ts";
import { extendedGrant, holdGrant } from "#lib/db/extended.ts";
import { type AuditAction, record } from "#lib/db/record.ts";
import { requestContent } from "#lib/db/request-content.ts";
import { isUniqueViolation } from "#lib/db/retryable.ts";
import { holdRules } from "#lib/db/rules.ts";
import { wake } from "#lib/db/wake.ts";
import { reach } from "#lib/failpoint.ts";
import { askDeciders } from "./asking/ask-deciders.ts";
import { type Grantable, openGrant } from "./asking/open-grant.ts";
import { guarded, no } from "./guarded.ts";
import { letterDueAt } from "./queue-letter.ts";
import { settledRefusal } from "./settled-refusal.ts";

export type DecisionInput = {
  requestId: string;
  verdict: "approve" | "deny";
  /** The hash of what the form showed. */
  contentHash: string;
  comment: string;
  /** What the approver grants, in minutes; at most what was asked. Ignored on a no. */
  grantedMinutes: number;
};

/** How a decision comes about. */
export type DecisionTerms = {
  /** It is looked at and decided by itself, and not together with others or from a list. */
  isByItself: boolean;
  /** How recent the sign-in of whoever agrees to a role like an administrator's has to be. */
  recentMinutes: number;
};

const USUAL: DecisionTerms = { isByItself: true, recentMinutes: RECENT_SIGN_IN_MINUTES };

const APPROVED_LETTER_WAITS_MS = 2 * 60_000;

/**
 * Records the viewer's yes or no, with what follows from it, in one transaction: the decision, the grant of a yes, the
 * letters, the audit. The same click again, by the same person with the same verdict, answers as the first did.
 * @returns the grant's id for a yes; or a refusal: own-request, not-an-approver, person-disabled, comment-needed,
 *   account-not-active, too-short, too-long, needs-people, only-by-itself, sign-in-again, content-changed, already-settled, already-said,
 *   said-in-your-place, extended-over, not-by-token, busy, unknown
 */
export async function decideRequest(
  doing: Doing<PersonActor>,
  input: DecisionInput,
  terms: DecisionTerms = USUAL,
): Promise<Result<{ requestId: string; grantId: string | null }>> {
  const { viewer } = doing.actor;
  if (viewer.session.byToken !== null) return refuse({ code: "not-by-token" });
  const result = await decideOnce(doing, input, terms);
  if (result.ok) await reach("decision: committed");
  if (result.ok || (result.refusal.code !== "already-settled" && result.refusal.code !== "already-said"))
    return result;
  const earlier = await db().decision.findUnique({
    where: { requestId_deciderId: { requestId: input.requestId, deciderId: viewer.personId } },
    select: { verdict: true, request: { select: { grant: { select: { id: true } } } } },
  });
  if (earlier?.verdict === input.verdict) {
    return { ok: true, value: { requestId: input.requestId, grantId: earlier.request.grant?.id ?? null } };
  }
  return result;
}

/** One try; another decision that was quicker by a hair shows as a broken unique index. */
async function decideOnce(doing: Doing<PersonActor>, input: DecisionInput, terms: DecisionTerms) {
  try {
    return await guarded((tx) => decide(tx, doing, input, terms));
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    return refuse(await settledRefusal(db(), input.requestId));
  }
}

async function decide(tx: Db, doing: Doing<PersonActor>, input: DecisionInput, terms: DecisionTerms) {
  const { viewer } = doing.actor;
  const asked = await tx.request.findUnique({
    where: { id: input.requestId },
    select: { extendsGrantId: true },
  });
  // Before the request, as whoever ends the grant takes the two.
  if (asked?.extendsGrantId) await holdGrant(tx, asked.extendsGrantId);
  // Whoever decides beside this one is waited for, so that the last voice that is needed knows of all the others.
  await tx.$queryRaw`select from request where id = ${input.requestId}::uuid for update`;
  const request = await tx.request.findUnique({ where: { id: input.requestId } });
  if (!request) return no({ code: "unknown" });

  await holdRules(tx);
  const person = await tx.person.findUnique({ where: { id: viewer.personId }, select: { status: true } });
  const agreement = await agreementOf(tx, request, doing.now);
  const account = await tx.account.findUnique({ where: { id: request.accountId }, select: { state: true } });
  const set = await tx.permissionSet.findUnique({
    where: { arn: request.permissionSetArn },
    select: { administratorLike: true },
  });
  const weight = await weightOf(tx, request.accountId, set);
  const content = await requestContent(tx, request);
  const isSensitive = weight !== "ordinary";
  const spoken = agreement?.voices.find((voice) => heardBy(voice).includes(viewer.personId));
  const decides = agreement && (await decidesFor(tx, request, agreement, viewer.personId));
  const refusal = refuseDeciding({
    requesterId: request.requesterId,
    deciderId: viewer.personId,
    deciderIsEnabled: person?.status === "ENABLED",
    deciderIsApproverNow: spoken !== undefined || decides !== null,
    verdict: input.verdict,
    comment: input.comment,
    requestedMinutes: request.durationMinutes,
    grantedMinutes: input.grantedMinutes,
    accountName: content.accountName,
    accountIsActive: account?.state === "ACTIVE",
    isSensitive,
    isByItself: terms.isByItself,
  });
  if (refusal) return no(refusal);
  if (request.state !== "pending") return no(await settledRefusal(tx, request.id));
  if (spoken && spoken.deciderId !== viewer.personId)
    return no({ code: "said-in-your-place", by: await nameOf(tx, spoken.deciderId) });
  if (spoken || !decides || agreement?.standing.kind !== "open") return no({ code: "already-said" });
  if (request.lapsesAt <= doing.now) return no({ code: "already-settled", as: "lapsed", by: null });
  if (input.verdict === "approve" && (await isExtendedOver(tx, request)))
    return no({ code: "extended-over" });
  if (contentHash(content) !== input.contentHash) {
    return no({ code: "content-changed", changes: contentChanges(request, content) });
  }
  const other = await tx.decision.findFirst({
    where: { requestId: request.id, contentHash: { not: input.contentHash } },
    select: { deciderName: true },
  });
  if (other)
    return no({
      code: "content-changed",
      changes: [`${other.deciderName} agreed to something else, so it has to be asked again`],
    });
  const { authTime } = viewer.session;
  const isYes = input.verdict === "approve";
  if (isYes && isSensitive && !isRecentSignIn(authTime, doing.now, terms.recentMinutes))
    return no({ code: "sign-in-again", withinMinutes: terms.recentMinutes });

  const { rule } = agreement;
  const { stage } = agreement.standing;
  const { inPlaceOf } = decides;
  const inPlaceOfId = inPlaceOf?.id ?? null;
  const voice: Voice = {
    deciderId: viewer.personId,
    inPlaceOfId,
    stage,
    verdict: input.verdict,
    at: doing.now,
  };
  const standing = standingOf(rule.content.agreement, [...agreement.voices, voice], request.createdAt);
  // The account was given its power after this was asked, under a rule that has fewer people agree.
  if (standing.kind === "agreed" && set !== null && !suffices(rule, weight))
    return no({ code: "needs-people", least: leastVoices[weight] });
  const { count } = await tx.request.updateMany({
    where: { id: request.id, state: "pending", lapsesAt: { gt: doing.now } },
    data: stateAfter(standing, rule, stage, doing.now),
  });
  if (count === 0) return no(await settledRefusal(tx, request.id));

  await tx.decision.create({
    data: {
      requestId: request.id,
      requesterId: request.requesterId,
      deciderId: viewer.personId,
      deciderName: inPlaceOf ? `${viewer.displayName} for ${inPlaceOf.displayName}` : viewer.displayName,
      inPlaceOfId,
      verdict: input.verdict,
      stage,
      comment: input.comment,
      grantedMinutes: isYes ? input.grantedMinutes : null,
      contentHash: input.contentHash,
      sessionId: viewer.session.id,
      decidedAt: doing.now,
    },
  });
  const grant = standing.kind === "agreed" ? await openAgreedGrant(tx, doing.now, request, content) : null;
  if (standing.kind === "open") {
    if (standing.stage !== stage) await askStage(tx, doing, request, doing.now);
  } else await tellRequester(tx, doing, request, grant);
  await record(tx, doing, {
    action: ACTION[standing.kind],
    target: {
      kind: "request",
      id: request.id,
      name: `${content.permissionSetName} in ${content.accountName}`,
    },
    cause: causeOf(input.comment, inPlaceOf),
    requestId: request.id,
    ...(grant && { grantId: grant.id }),
    accountId: request.accountId,
    personId: request.requesterId,
    details: {
      minutes: isYes ? input.grantedMinutes : null,
      stage: stage + 1,
      comment: input.comment,
      contentHash: input.contentHash,
      reachesStage: standing.kind === "open" && standing.stage !== stage ? standing.stage + 1 : null,
      ...(inPlaceOf && { inPlaceOf: inPlaceOf.displayName, inPlaceOfId: inPlaceOf.id }),
      ...(isSensitive && { signedInAt: authTime.toISOString() }),
    },
  });
  await wake(tx, grant ? "grants" : "letters");
  return { requestId: request.id, grantId: grant?.id ?? null };
}

/** Whether what a request extends is not held any more: nothing goes on after it. */
async function isExtendedOver(
  tx: Db,
  { extendsGrantId }: { extendsGrantId: string | null },
): Promise<boolean> {
  if (extendsGrantId === null) return false;
  const held = await extendedGrant(tx, extendsGrantId);
  return held?.state !== "active" || held.withdrawnAt !== null;
}

function causeOf(comment: string, inPlaceOf: Away | null): string {
  if (inPlaceOf === null) return comment || "decided by an approver";
  const place = `in the place of ${inPlaceOf.displayName}, who is away`;
  return comment ? `${place}: ${comment}` : place;
}

async function nameOf(tx: Db, personId: string): Promise<string> {
  const person = await tx.person.findUnique({ where: { id: personId }, select: { displayName: true } });
  return person?.displayName ?? "Somebody";
}

const ACTION = {
  agreed: "request.approved",
  denied: "request.denied",
  open: "request.agreed-in-part",
} as const satisfies Record<Standing["kind"], AuditAction>;

/** What the request's row says from now on. */
function stateAfter(standing: Standing, rule: Rule, stage: number, now: Date) {
  switch (standing.kind) {
    case "agreed":
      return { state: "approved", settledAt: now } as const;
    case "denied":
      return { state: "denied", settledAt: now } as const;
    case "open":
      return standing.stage === stage ? {} : startOfStage(rule, standing.stage, standing.since);
  }
}

/** The grant of an agreed request: as long as everybody who said yes grants. */
async function openAgreedGrant(
  tx: Db,
  now: Date,
  request: Grantable,
  { fingerprint, sessionMinutes }: { fingerprint: string | null; sessionMinutes: number | null },
): Promise<{ id: string }> {
  if (fingerprint === null || sessionMinutes === null)
    return no({ code: "content-changed", changes: ["the permission set is gone from AWS"] });
  const { _min } = await tx.decision.aggregate({
    where: { requestId: request.id, verdict: "approve" },
    _min: { grantedMinutes: true },
  });
  return openGrant(tx, now, request, { fingerprint, sessionMinutes }, _min.grantedMinutes ?? 0);
}

/** Asks the approvers of the stage that the request has come to. */
async function askStage(tx: Db, doing: Doing<PersonActor>, request: AskedRow, now: Date): Promise<void> {
  const agreement = await agreementOf(tx, request, now);
  if (!agreement) return;
  const stage = agreement.standing.kind === "open" ? agreement.standing.stage + 1 : 0;
  await askDeciders(tx, doing, request.id, await decidersOf(tx, request, agreement), `stage ${stage}`);
}

async function tellRequester(
  tx: Db,
  doing: Doing<PersonActor>,
  request: { id: string; requesterId: string; startsAt: Date | null; bundleId: string | null },
  grant: { id: string } | null,
): Promise<void> {
  const isToCome = request.startsAt !== null && request.startsAt > doing.now;
  const kind = grant ? "request_approved" : "request_denied";
  await tx.letter.create({
    data: {
      kind,
      recipientId: request.requesterId,
      requestId: request.id,
      grantId: grant?.id ?? null,
      createdAt: doing.now,
      // A yes is usually followed at once by the letter that says the access is there; this one then stays unsent. Not where it begins later.
      dueAt:
        grant && !isToCome
          ? new Date(doing.now.getTime() + APPROVED_LETTER_WAITS_MS)
          : letterDueAt(doing.now, request.bundleId),
    },
  });
}
