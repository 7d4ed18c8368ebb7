import type { Doing, PersonActor } from "#lib/core/actor.ts";
import type { Refusal } from "#lib/core/refusal.ts";
import { type Result, refuse } from "#lib/core/result.ts";
import { db } from "#lib/db/client.ts";
import { type DecisionTerms, decideRequest } from "./decide-request.ts";

const MOST_TOGETHER = 100;

/** One of the requests that are decided together, with the hash of what was shown of it. */
export type Picked = {
  requestId: string;
  contentHash: string;
  /** What a yes grants, in minutes; as long as was asked unless told. */
  grantedMinutes?: number | undefined;
};

export type TogetherInput = {
  verdict: "approve" | "deny";
  /** Said of each of them. */
  comment: string;
  picked: readonly Picked[];
};

/** What became of one of them. */
export type Outcome = {
  requestId: string;
  /** "PaymentsOperator in payments-prod for Leo Marchetti"; null to somebody who may not know. */
  what: string | null;
  /** Why it is not decided; null when it is. */
  refusal: Refusal | null;
  /** The yes is recorded, and others have to agree as well. */
  isOpen: boolean;
};

/**
 * Decides several requests by one press, each alone and by its own hash, as `decideRequest` does: one that cannot be decided holds up no other. Roles like an
 * administrator's get no yes together with others.
 * @param terms whether a single one was picked from a list of which more could have been, and how recent a sign-in has to be
 * @returns what became of each, in their order; or a refusal when nothing was decided: nothing-picked, too-many-together, comment-needed, not-by-token
 */
export async function decideTogether(
  doing: Doing<PersonActor>,
  { verdict, comment, picked }: TogetherInput,
  terms: Pick<DecisionTerms, "recentMinutes"> & { isFromList: boolean },
): Promise<Result<readonly Outcome[]>> {
  if (doing.actor.viewer.session.byToken !== null) return refuse({ code: "not-by-token" });
  const each = [...new Map(picked.map((one) => [one.requestId, one])).values()];
  if (each.length === 0) return refuse({ code: "nothing-picked" });
  if (each.length > MOST_TOGETHER) return refuse({ code: "too-many-together", max: MOST_TOGETHER });
  if (verdict === "deny" && comment === "") return refuse({ code: "comment-needed" });
  const rows = await db().request.findMany({
    where: { id: { in: each.map(({ requestId }) => requestId) } },
    select: {
      id: true,
      requesterName: true,
      permissionSetName: true,
      accountName: true,
      durationMinutes: true,
    },
  });
  const asked = new Map(rows.map((row) => [row.id, row]));
  const isByItself = each.length === 1 && !terms.isFromList;
  const outcomes: Outcome[] = [];
  for (const { requestId, contentHash, grantedMinutes } of each) {
    const row = asked.get(requestId);
    const minutes = grantedMinutes ?? row?.durationMinutes ?? 0;
    const decision = { requestId, contentHash, verdict, comment, grantedMinutes: minutes };
    const result = await decideRequest(doing, decision, { recentMinutes: terms.recentMinutes, isByItself });
    const refusal = result.ok ? null : result.refusal;
    const mayKnow = refusal === null || (refusal.code !== "unknown" && refusal.code !== "not-an-approver");
    const what =
      row && mayKnow ? `${row.permissionSetName} in ${row.accountName} for ${row.requesterName}` : null;
    const isOpen = result.ok && verdict === "approve" && result.value.grantId === null;
    outcomes.push({ requestId, what, refusal, isOpen });
  }
  return { ok: true, value: outcomes };
}
