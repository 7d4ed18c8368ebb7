import type { Doing, PersonActor } from "#lib/core/actor.ts";
import type { Refusal } from "#lib/core/refusal.ts";
import { type Result, refuse } from "#lib/core/result.ts";
import { lapsesAt } from "#lib/core/rules/rule-change.ts";
import type { Db } from "#lib/db/client.ts";
import { type AuditAction, record } from "#lib/db/record.ts";
import { isCheckViolation, isUniqueViolation } from "#lib/db/retryable.ts";
import { wake } from "#lib/db/wake.ts";
import { guarded, no } from "../guarded.ts";

/** Which change is answered, and what of it the form showed. */
export type ShownChange = {
  changeId: string;
  /** How often it had been put to others. */
  round: number;
  /** The hash of exactly what was shown. */
  contentHash: string;
};

type Answer = "agree" | "reject" | "withdraw";

const ACTION = {
  agree: "rule-change.agreed",
  reject: "rule-change.rejected",
  withdraw: "rule-change.withdrawn",
} as const satisfies Record<Answer, AuditAction>;

/**
 * Writes down what the viewer says to a change of a rule; the worker judges whose word it is, and acts on it.
 * @returns the change's id; or a refusal: not-allowed, not-by-token, own-change, not-your-change, comment-needed, change-over, change-moved-on,
 *   already-answered, busy, unknown
 */
export async function answerRuleChange(
  doing: Doing<PersonActor>,
  answer: Answer,
  shown: ShownChange,
  comment: string,
): Promise<Result<{ changeId: string }>> {
  try {
    return await guarded((tx) => say(tx, doing, answer, shown, comment));
  } catch (error) {
    // Somebody, or the worker, was quicker by a hair.
    if (isUniqueViolation(error)) return refuse({ code: "already-answered" });
    if (isCheckViolation(error)) return refuse({ code: "change-moved-on" });
    throw error;
  }
}

type Standing = {
  state: string;
  round: number;
  contentHash: string;
  proposedById: string;
  proposedAt: Date;
  voices: readonly { round: number }[];
};

function whyNot(
  change: Standing,
  answer: Answer,
  personId: string,
  shown: ShownChange,
  now: Date,
): Refusal | null {
  const isOwn = change.proposedById === personId;
  if (answer !== "withdraw" && isOwn) return { code: "own-change" };
  if (answer === "withdraw" && !isOwn) return { code: "not-your-change" };
  if (change.state !== "waiting" && change.state !== "proposed") return { code: "change-over" };
  if (lapsesAt(change.proposedAt) <= now) return { code: "change-over" };
  if (change.round !== shown.round || change.contentHash !== shown.contentHash)
    return { code: "change-moved-on" };
  if (change.state === "proposed" && answer !== "withdraw") return { code: "change-moved-on" };
  return change.voices.some(({ round }) => round === change.round) ? { code: "already-answered" } : null;
}

async function say(
  tx: Db,
  doing: Doing<PersonActor>,
  answer: Answer,
  shown: ShownChange,
  comment: string,
): Promise<{ changeId: string }> {
  const { viewer } = doing.actor;
  const change = await tx.ruleChange.findUnique({
    where: { id: shown.changeId },
    select: {
      id: true,
      name: true,
      state: true,
      round: true,
      contentHash: true,
      proposedById: true,
      proposedAt: true,
      voices: { select: { round: true } },
    },
  });
  if (viewer.session.byToken !== null) return no({ code: "not-by-token" });
  if (!viewer.isAdministrator && change?.proposedById !== viewer.personId) return no({ code: "not-allowed" });
  if (!change) return no({ code: "unknown" });
  const refusal = whyNot(change, answer, viewer.personId, shown, doing.now);
  if (refusal) return no(refusal);
  if (answer === "reject" && comment === "") return no({ code: "comment-needed" });
  await tx.ruleChangeVoice.create({
    data: {
      changeId: change.id,
      round: change.round,
      proposerId: change.proposedById,
      contentHash: shown.contentHash,
      answer,
      personId: viewer.personId,
      personName: viewer.displayName,
      comment,
      sessionId: viewer.session.id,
      saidAt: doing.now,
    },
  });
  await record(tx, doing, {
    action: ACTION[answer],
    target: { kind: "rule-change", id: change.id, name: change.name },
    cause: comment || "said on the change's page",
    personId: change.proposedById,
    details: { contentHash: shown.contentHash, round: change.round },
  });
  await wake(tx, "rules");
  return { changeId: change.id };
}
