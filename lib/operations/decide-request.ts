import type { Doing, PersonActor } from "#lib/core/actor.ts";
import { contentChanges } from "#lib/core/content-changes.ts";
import { contentHash } from "#lib/core/content-hash.ts";
import { refuseDeciding } from "#lib/core/request.ts";
import { type Result, refuse } from "#lib/core/result.ts";
import { names } from "#lib/core/rule.ts";
import { type Db, db } from "#lib/db/client.ts";
import { record } from "#lib/db/record.ts";
import { requestContent } from "#lib/db/request-content.ts";
import { isUniqueViolation } from "#lib/db/retryable.ts";
import { holdRules, loadRules, personInGroups } from "#lib/db/rules.ts";
import { wake } from "#lib/db/wake.ts";
import { reach } from "#lib/failpoint.ts";
import { guarded, no } from "./guarded.ts";
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

const APPROVED_LETTER_WAITS_MS = 2 * 60_000;

/**
 * Records the viewer's yes or no, with what follows from it, in one transaction: the decision, the grant of a yes, the
 * letters, the audit. The same click again, by the same person with the same verdict, answers as the first did.
 * @returns the grant's id for a yes; or a refusal: own-request, not-an-approver, person-disabled, comment-needed,
 *   account-not-active, too-short, too-long, content-changed, already-settled, busy, unknown
 */
export async function decideRequest(
  doing: Doing<PersonActor>,
  input: DecisionInput,
): Promise<Result<{ requestId: string; grantId: string | null }>> {
  const { viewer } = doing.actor;
  const result = await decideOnce(doing, input);
  if (result.ok) await reach("decision: committed");
  if (result.ok || result.refusal.code !== "already-settled") return result;
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
async function decideOnce(doing: Doing<PersonActor>, input: DecisionInput) {
  try {
    return await guarded((tx) => decide(tx, doing, input));
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    return refuse(await settledRefusal(db(), input.requestId));
  }
}

async function decide(tx: Db, doing: Doing<PersonActor>, input: DecisionInput) {
  const { viewer } = doing.actor;
  const request = await tx.request.findUnique({ where: { id: input.requestId } });
  if (!request) return no({ code: "unknown" });

  await holdRules(tx);
  const person = await tx.person.findUnique({ where: { id: viewer.personId }, select: { status: true } });
  const decider = await personInGroups(tx, viewer.personId);
  const rules = await loadRules(tx);
  const account = await tx.account.findUnique({ where: { id: request.accountId }, select: { state: true } });
  const content = await requestContent(tx, request);
  const rule = rules.find((candidate) => candidate.id === request.ruleId && candidate.enabled);
  const refusal = refuseDeciding({
    requesterId: request.requesterId,
    deciderId: viewer.personId,
    deciderIsEnabled: person?.status === "ENABLED",
    deciderIsApproverNow: rule !== undefined && names(rule.approvers, decider),
    verdict: input.verdict,
    comment: input.comment,
    requestedMinutes: request.durationMinutes,
    grantedMinutes: input.grantedMinutes,
    accountName: content.accountName,
    accountIsActive: account?.state === "ACTIVE",
  });
  if (refusal) return no(refusal);
  if (request.state !== "pending") return no(await settledRefusal(tx, request.id));
  if (request.lapsesAt <= doing.now) return no({ code: "already-settled", as: "lapsed", by: null });
  if (contentHash(content) !== input.contentHash) {
    return no({ code: "content-changed", changes: contentChanges(request, content) });
  }

  const isYes = input.verdict === "approve";
  const { count } = await tx.request.updateMany({
    where: { id: request.id, state: "pending", lapsesAt: { gt: doing.now } },
    data: { state: isYes ? "approved" : "denied", settledAt: doing.now },
  });
  if (count === 0) return no(await settledRefusal(tx, request.id));

  await tx.decision.create({
    data: {
      requestId: request.id,
      requesterId: request.requesterId,
      deciderId: viewer.personId,
      deciderName: viewer.displayName,
      verdict: input.verdict,
      comment: input.comment,
      grantedMinutes: isYes ? input.grantedMinutes : null,
      contentHash: input.contentHash,
      sessionId: viewer.session.id,
      decidedAt: doing.now,
    },
  });
  const grant = isYes ? await openGrant(tx, doing, request, content, input.grantedMinutes) : null;
  await tx.letter.create({
    data: {
      kind: isYes ? "request_approved" : "request_denied",
      recipientId: request.requesterId,
      requestId: request.id,
      grantId: grant?.id ?? null,
      createdAt: doing.now,
      // A yes is usually followed at once by the letter that says the access is there; this one then stays unsent.
      dueAt: isYes ? new Date(doing.now.getTime() + APPROVED_LETTER_WAITS_MS) : doing.now,
    },
  });
  await record(tx, doing, {
    action: isYes ? "request.approved" : "request.denied",
    target: {
      kind: "request",
      id: request.id,
      name: `${content.permissionSetName} in ${content.accountName}`,
    },
    cause: input.comment || "decided by an approver",
    requestId: request.id,
    ...(grant && { grantId: grant.id }),
    accountId: request.accountId,
    personId: request.requesterId,
    details: {
      minutes: isYes ? input.grantedMinutes : null,
      comment: input.comment,
      contentHash: input.contentHash,
    },
  });
  await wake(tx, isYes ? "grants" : "letters");
  return { requestId: request.id, grantId: grant?.id ?? null };
}

async function openGrant(
  tx: Db,
  doing: Doing<PersonActor>,
  request: { id: string; requesterId: string; accountId: string; permissionSetArn: string },
  content: { fingerprint: string | null; sessionMinutes: number | null },
  minutes: number,
): Promise<{ id: string }> {
  if (content.fingerprint === null || content.sessionMinutes === null) {
    return no({ code: "content-changed", changes: ["the permission set is gone from AWS"] });
  }
  return tx.grant.create({
    data: {
      requestId: request.id,
      personId: request.requesterId,
      accountId: request.accountId,
      permissionSetArn: request.permissionSetArn,
      startsAt: doing.now,
      endsAt: new Date(doing.now.getTime() + minutes * 60_000),
      sessionMinutes: content.sessionMinutes,
      fingerprint: content.fingerprint,
      createdAt: doing.now,
    },
    select: { id: true },
  });
}
