import { type GrantState, isFinished } from "./grant.ts";
import type { Refusal } from "./refusal.ts";

/** What an administrator asks of the engine. */
export type EngineAskKind = "retry" | "hand_over" | "remove" | "drain" | "resume";

/** A grant, and what the ledger knows of its assignment, as far as an ask about it is judged by them. */
export type AskedAbout = {
  state: GrantState;
  holderId: string;
  /** Null while there is no ledger row yet. */
  ledger: {
    origin: "ours" | "preexisting" | "contested" | null;
    /** Faults since the last step that worked. */
    faults: number;
    /** What an administrator has said of it already. */
    verdict: "keep" | "remove" | null;
  } | null;
};

/** Why the engine cannot be asked to try again now; null when it can. There must be something that keeps it waiting. */
export function mayRetry({ state, ledger }: AskedAbout): Refusal | null {
  if (isFinished(state)) return { code: "already-over" };
  const isHeldUp = ledger !== null && (state === "revoke_blocked" || ledger.faults > 0);
  return isHeldUp ? null : { code: "nothing-to-retry" };
}

/**
 * Why an assignment cannot be left standing for somebody to answer for; null when it can. Nobody keeps their own access in that way,
 * whatever their rights.
 */
export function mayHandOver({ state, holderId, ledger }: AskedAbout, askerId: string): Refusal | null {
  if (isFinished(state)) return { code: "already-over" };
  if (ledger === null || (state !== "revoke_blocked" && state !== "contested"))
    return { code: "not-to-hand-over" };
  if (ledger.verdict === "keep") return { code: "verdict-given" };
  return askerId === holderId ? { code: "own-access" } : null;
}

/** Why the engine cannot be told to remove an assignment; null when it can. What is plainly ours is removed without being told. */
export function mayRemove({ state, ledger }: AskedAbout): Refusal | null {
  if (isFinished(state)) return { code: "already-over" };
  if (state !== "contested" || ledger?.origin !== "contested") return { code: "not-contested" };
  return ledger.verdict === null ? null : { code: "verdict-given" };
}

/** Why an ask about a grant is not to be carried out; null when it is. */
export function judgeGrantAsk(
  kind: "retry" | "hand_over" | "remove",
  about: AskedAbout,
  askerId: string,
): Refusal | null {
  switch (kind) {
    case "retry":
      return mayRetry(about);
    case "hand_over":
      return mayHandOver(about, askerId);
    case "remove":
      return mayRemove(about);
  }
}

/** Why granting cannot be stopped or resumed now; null when it can. */
export function judgeDrainAsk(kind: "drain" | "resume", isDraining: boolean): Refusal | null {
  switch (kind) {
    case "drain":
      return isDraining ? { code: "already-draining" } : null;
    case "resume":
      return isDraining ? null : { code: "not-draining" };
  }
}
