import type { Machine } from "./machine.ts";

export type GrantState =
  | "scheduled"
  | "granting"
  | "active"
  | "active_preexisting"
  | "revoking"
  | "revoke_blocked"
  | "contested"
  | "grant_failed"
  | "ended"
  | "cancelled"
  | "invalidated";

export type GrantEvent =
  | "begin"
  | "see"
  | "seePreexisting"
  | "revoke"
  | "block"
  | "contest"
  | "fail"
  | "end"
  | "cancel"
  | "invalidate";

export const grantMachine = {
  scheduled: { begin: "granting", cancel: "cancelled", invalidate: "invalidated" },
  granting: {
    see: "active",
    seePreexisting: "active_preexisting",
    fail: "grant_failed",
    revoke: "revoking",
    invalidate: "invalidated",
  },
  active: { revoke: "revoking", end: "ended" },
  active_preexisting: { end: "ended" },
  revoking: { end: "ended", block: "revoke_blocked", contest: "contested" },
  revoke_blocked: { end: "ended", contest: "contested" },
  contested: { revoke: "revoking", end: "ended" },
  grant_failed: {},
  ended: {},
  cancelled: {},
  invalidated: {},
} as const satisfies Machine<GrantState, GrantEvent>;

/** Why a grant is over, or never began. */
export type EndReason =
  | "end-reached"
  | "ended-by-holder"
  | "ended-by-administrator"
  | "continued"
  | "preexisting"
  | "removed-outside"
  | "create-failed"
  | "handed-over"
  | "person-gone"
  | "orphaned"
  | "no-recorded-decision"
  | "extended-over"
  | "person-not-enabled"
  | "account-not-active"
  | "set-changed"
  | "content-changed"
  | "set-gone"
  | "rule-gone";

/** One sentence for each reason. */
export function explainEnd(reason: EndReason): string {
  switch (reason) {
    case "end-reached":
      return "The agreed time was over.";
    case "ended-by-holder":
      return "The holder ended it early.";
    case "ended-by-administrator":
      return "An administrator ended it early.";
    case "continued":
      return "Another grant of the same role goes on.";
    case "preexisting":
      return "The assignment stood before Gatehouse, so nothing was removed.";
    case "removed-outside":
      return "Someone removed the assignment in AWS, outside Gatehouse.";
    case "create-failed":
      return "AWS could not create the assignment.";
    case "handed-over":
      return "An administrator took the assignment over as standing access.";
    case "person-gone":
      return "The person is gone from the identity store.";
    case "orphaned":
      return "The person is gone from the identity store, and AWS keeps the assignment; it leads nowhere.";
    case "no-recorded-decision":
      return "No recorded decision allows it.";
    case "extended-over":
      return "What it was to extend ended before its time.";
    case "person-not-enabled":
      return "The person is disabled in the identity store.";
    case "account-not-active":
      return "The account is not active.";
    case "set-changed":
      return "The permission set changed after the approval.";
    case "content-changed":
      return "What was asked for changed after somebody had agreed to it.";
    case "set-gone":
      return "The permission set is gone.";
    case "rule-gone":
      return "No rule covers it any more.";
  }
}

/** The half-open window [startsAt, endsAt) of a grant, and when it was withdrawn, if it was. */
export type GrantWindow = { startsAt: Date; endsAt: Date; withdrawnAt: Date | null };

/** The moment from which the grant is not wanted: its end, or an earlier withdrawal. */
export function wantedUntil(grant: GrantWindow): Date {
  return grant.withdrawnAt && grant.withdrawnAt < grant.endsAt ? grant.withdrawnAt : grant.endsAt;
}

/** Whether the window holds this moment. */
export function isWanted(grant: GrantWindow, now: Date): boolean {
  return grant.startsAt <= now && now < wantedUntil(grant);
}

const FINISHED: ReadonlySet<GrantState> = new Set(["grant_failed", "ended", "cancelled", "invalidated"]);

/** Whether the grant is in a state that it never leaves. */
export function isFinished(state: GrantState): boolean {
  return FINISHED.has(state);
}

/**
 * Until when a console or CLI session opened at the last moment may live on: ending an assignment does not end sessions.
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/useraccess.html
 * @param removedAt when absence was observed, once it was
 */
export function sessionsMayLiveUntil(
  grant: GrantWindow & { sessionMinutes: number },
  removedAt: Date | null,
): Date {
  return new Date((removedAt ?? wantedUntil(grant)).getTime() + grant.sessionMinutes * 60_000);
}
