import type { EndReason, GrantState, GrantWindow } from "./grant.ts";

export type Origin = "ours" | "preexisting" | "contested";
export type OperationKind = "create" | "delete";
/** `refused`: AWS did not take it. `unknown`: its answer was lost. `unfinished`: AWS took it and never said that it was done. */
export type OperationOutcome = "succeeded" | "failed" | "refused" | "unknown" | "unfinished";
export type Verdict = "keep" | "remove";

/** One ledger row: what is known of one assignment in AWS. */
export type Ledger = {
  origin: Origin | null;
  sighting: { seen: "present" | "absent"; at: Date; absentSince: Date | null } | null;
  open: { kind: OperationKind; requestId: string | null; startedAt: Date } | null;
  /** The last operation that settled, and whether some create of ours that never told how it went may still land. */
  settled: { kind: OperationKind; outcome: OperationOutcome; at: Date } | null;
  hasUnknownCreate: boolean;
  /** When the last create settled that AWS may have made good, unless a delete has succeeded since. */
  standsSince: Date | null;
  /** Whether AWS took a create and never finished it: it may land at any time. */
  hasUnfinishedCreate: boolean;
  createAttempts: number;
  /** Faults since the row last came to rest, and whether the last one was a no that waiting does not change. */
  faults: number;
  isDenied: boolean;
  isPersonGone: boolean;
  /** What a human decided about an assignment that the machine may not judge. */
  verdict: Verdict | null;
  /** When absence was seen after an end. */
  tombstoneAt: Date | null;
};

export type LedgerGrant = GrantWindow & { id: string; state: GrantState; withdrawnReason: EndReason | null };

export type GrantChange = { grantId: string; from: GrantState; to: GrantState; reason: EndReason | null };

/** What a wait is for: a moment of the clock, a list that may lag, or a human. */
export type WaitFor = "moment" | "list" | "verdict";

/** What to do next about one assignment. Exactly one step at a time; its effect is recorded before the next is named. */
export type Step =
  | { do: "find-operation"; kind: OperationKind }
  | { do: "give-up-waiting"; kind: OperationKind }
  | { do: "poll"; kind: OperationKind; requestId: string }
  | { do: "look" }
  | { do: "create"; grantId: string }
  | { do: "delete"; isLateCreate: boolean }
  | {
      do: "record";
      changes: readonly GrantChange[];
      origin: Origin | null;
      tombstone: "begin" | "keep" | "clear";
    }
  | { do: "wait"; for: WaitFor; until: Date | null };
