import type { EndReason, GrantState } from "#lib/core/grant.ts";
import type { OperationKind, OperationOutcome, Origin, Step, Verdict } from "#lib/core/ledger.ts";

/** Seconds since the beginning. */
export type Second = number;

export type Grant = {
  state: GrantState;
  isAttached: boolean;
  startsAt: Second;
  endsAt: Second;
  withdrawnAt: Second | null;
  endReason: EndReason | null;
};

export type Operation = {
  id: number;
  kind: OperationKind;
  requestId: number | null;
  startedAt: Second;
  settledAt: Second | null;
  outcome: OperationOutcome | null;
};

/** The ledger's row as the database has it; every write makes another version of it. */
export type Row = {
  version: number;
  epoch: number;
  leaseUntil: Second | null;
  dueAt: Second | null;
  origin: Origin | null;
  seen: "present" | "absent" | null;
  seenAt: Second | null;
  absentSince: Second | null;
  createAttempts: number;
  faults: number;
  tombstoneAt: Second | null;
  verdict: Verdict | null;
  operations: Operation[];
};

/** Where a worker is between two effects. What it carries is what it would have in memory. */
export type Worker = { isStalled: boolean } & (
  | { at: "idle" }
  | { at: "read"; epoch: number }
  | { at: "perform"; epoch: number; step: Step; version: number; readAt: Second }
  | { at: "sighted"; epoch: number; seen: "present" | "absent"; readAt: Second }
  | { at: "found"; epoch: number; operationId: number; requestId: number | null }
  | { at: "polled"; epoch: number; operationId: number; outcome: OperationOutcome | null }
  | { at: "send"; epoch: number; kind: OperationKind; operationId: number; intendedAt: Second }
  | { at: "answered"; epoch: number; operationId: number; requestId: number | null }
  | { at: "fault"; epoch: number; refused: number | null; isPassing: boolean }
);

export type AwsOperation = {
  requestId: number;
  kind: OperationKind;
  openedAt: Second;
  status: "open" | "stuck" | "succeeded" | "failed";
};

export type Aws = {
  isPresent: boolean;
  /** Whether our create made what stands; a create of what stands already changes nothing. */
  isOurs: boolean;
  /** Somebody else made it while nothing of ours stood for all that the ledger knew: whoever looks can know. */
  isKnownForeign: boolean;
  changedAt: Second | null;
  operations: AwsOperation[];
  /** Creates that were sent and are on their way for so long at the most. */
  late: { until: Second }[];
};

/** How much may still go wrong. */
export type Trouble = {
  crashes: number;
  stalls: number;
  lost: number;
  unsent: number;
  late: number;
  failed: number;
  stuck: number;
  refused: number;
  lags: number;
  outside: number;
  withdrawals: number;
  verdicts: number;
};

export type World = {
  now: Second;
  grants: Grant[];
  row: Row | null;
  workers: Worker[];
  aws: Aws;
  trouble: Trouble;
  nextId: number;
};
