import type { OperationKind } from "#lib/core/ledger.ts";

/** Three tries of a create spread over about five minutes. */
const FAILED_CREATE_PAUSE_MS = 100_000;

/** AWS took the operation and then answered FAILED. */
export class OperationFailed extends Error {
  /** How long to wait before the next try, in milliseconds; null for the usual pause. */
  readonly pauseMs: number | null;
  constructor(kind: OperationKind, reason: string) {
    super(reason);
    this.name = "OperationFailed";
    this.pauseMs = kind === "create" ? FAILED_CREATE_PAUSE_MS : null;
  }
}
