import type { Doing, PersonActor } from "#lib/core/actor.ts";
import { MAX_BUNDLED } from "#lib/core/bundle.ts";
import type { Refusal } from "#lib/core/refusal.ts";
import { type Result, refuse } from "#lib/core/result.ts";
import { decideRequest } from "./decide-request.ts";

export type TogetherInput = {
  verdict: "approve" | "deny";
  comment: string;
  /** Each with the hash of what the form showed of it, and the minutes that a yes grants. */
  requests: readonly { requestId: string; contentHash: string; grantedMinutes: number }[];
};

/** What became of one of several requests: null when it was decided. */
export type DecidedEach = { requestId: string; refusal: Refusal | null };

/**
 * Decides several requests by one press. Each is judged by itself and written in a transaction of its own, so that a no to one leaves the others; what
 * is like an administrator's is approved by itself only.
 * @returns what became of each, in the same order; or a refusal: not-by-token, too-many-together, comment-needed
 */
export async function decideTogether(
  doing: Doing<PersonActor>,
  { verdict, comment, requests }: TogetherInput,
): Promise<Result<readonly DecidedEach[]>> {
  if (requests.length > MAX_BUNDLED) return refuse({ code: "too-many-together", max: MAX_BUNDLED });
  if (doing.actor.viewer.session.byToken !== null) return refuse({ code: "not-by-token" });
  if (verdict === "deny" && comment === "") return refuse({ code: "comment-needed" });
  const decided: DecidedEach[] = [];
  for (const { requestId, contentHash, grantedMinutes } of requests) {
    const input = { requestId, contentHash, grantedMinutes, verdict, comment };
    const result = await decideRequest(doing, { ...input, isTogether: requests.length > 1 });
    decided.push({ requestId, refusal: result.ok ? null : result.refusal });
  }
  return { ok: true, value: decided };
}
