import type { AskedAbout, EngineAskKind } from "./engine-ask.ts";
import type { EngineWait } from "./engine-wait.ts";
import type { GrantRow } from "./shown-access.ts";

/** Whether access is given at the moment. */
export type Granting = {
  /** Since an administrator stopped it; who and why are for readers only. */
  stopped: { since: Date; by: string | null; why: string | null } | null;
  /** How far AWS's clock is ahead of ours, where it is too far off for anything to be granted. */
  clockAheadMs: number | null;
  /** Since AWS has been refusing what the worker asks. */
  deniedSince: Date | null;
};

/** A grant that needs a person, with what an ask about it is judged by. */
export type StuckGrantRow = {
  grant: GrantRow;
  about: AskedAbout;
  /** What has been asked about it and is not answered. */
  open: readonly EngineAskKind[];
  /** The last call that was made to change the assignment. */
  operation: { kind: "create" | "delete"; startedAt: Date; requestId: string | null } | null;
};

/** An assignment that the worker has to wait with. */
export type WaitingRow = {
  id: string;
  /** The request of the grant that it is for; null when none is under way. */
  requestId: string | null;
  personName: string;
  permissionSetName: string;
  accountName: string;
  wait: EngineWait;
  since: Date;
  /** When the worker comes back to it by itself. */
  until: Date | null;
  fault: { message: string; tries: number } | null;
};

/** What an administrator asked of the engine, and what came of it. */
export type EngineAskRow = {
  id: string;
  kind: EngineAskKind;
  /** Null when it is not about a grant. */
  about: { requestId: string; personName: string; permissionSetName: string; accountName: string } | null;
  owner: string | null;
  reason: string;
  askedByName: string;
  askedAt: Date;
  state: "asked" | "done" | "refused";
  answeredAt: Date | null;
  /** Why it was refused. */
  answer: string | null;
};
