import type { Machine } from "./machine.ts";
import type { Refusal } from "./refusal.ts";

export type RequestState = "pending" | "approved" | "denied" | "cancelled" | "lapsed" | "invalidated";
export type RequestEvent = "approve" | "deny" | "cancel" | "lapse" | "invalidate";

export const requestMachine = {
  pending: {
    approve: "approved",
    deny: "denied",
    cancel: "cancelled",
    lapse: "lapsed",
    invalidate: "invalidated",
  },
  approved: {},
  denied: {},
  cancelled: {},
  lapsed: {},
  invalidated: {},
} as const satisfies Machine<RequestState, RequestEvent>;

export const MIN_MINUTES = 15;
export const MAX_REASON_LENGTH = 1000;
export const MAX_OPEN_REQUESTS = 20;
/** Each writes to every approver, so a person cannot make the inboxes overflow by asking and withdrawing. */
export const MAX_ASKED_PER_HOUR = 30;
export const MAX_OPEN_GRANTS = 20;
const LAPSES_AFTER_MINUTES = 24 * 60;

/** When an undecided request lapses: a day after it was asked. */
export function lapsesAt(askedAt: Date): Date {
  return new Date(askedAt.getTime() + LAPSES_AFTER_MINUTES * 60_000);
}

export type Asking = {
  minutes: number;
  /** The longest that any rule covering this person, account and set allows; null when none covers them. */
  maxMinutes: number | null;
  accountName: string;
  accountIsActive: boolean;
  isManagementAccount: boolean;
  requesterIsEnabled: boolean;
  /** How many people other than the requester could decide now. */
  approverCount: number;
  openRequestCount: number;
  /** How often the person asked within the last hour, whatever became of it. */
  askedWithinHour: number;
  /** How many grants of the person are not over yet. */
  openGrantCount: number;
};

/** Judges whether this may be asked; null when it may. */
export function refuseAsking(asking: Asking): Refusal | null {
  if (!asking.requesterIsEnabled) return { code: "person-disabled" };
  if (asking.isManagementAccount) return { code: "management-account" };
  if (asking.maxMinutes === null) return { code: "not-offered" };
  if (!asking.accountIsActive) return { code: "account-not-active", accountName: asking.accountName };
  if (asking.minutes < MIN_MINUTES) return { code: "too-short", minMinutes: MIN_MINUTES };
  if (asking.minutes > asking.maxMinutes) return { code: "too-long", maxMinutes: asking.maxMinutes };
  if (asking.approverCount === 0) return { code: "no-approver" };
  if (asking.openRequestCount >= MAX_OPEN_REQUESTS) return { code: "too-many-open", max: MAX_OPEN_REQUESTS };
  if (asking.openGrantCount >= MAX_OPEN_GRANTS) return { code: "too-many-held", max: MAX_OPEN_GRANTS };
  if (asking.askedWithinHour >= MAX_ASKED_PER_HOUR) return { code: "too-often", max: MAX_ASKED_PER_HOUR };
  return null;
}

/** Everything about a request that its decider is shown and agrees to. */
export type RequestContent = {
  requestId: string;
  requesterId: string;
  requesterName: string;
  accountId: string;
  accountName: string;
  permissionSetArn: string;
  permissionSetName: string;
  /** What the set allows, as its fingerprint; null when the set is gone from AWS. */
  fingerprint: string | null;
  sessionMinutes: number | null;
  durationMinutes: number;
  reason: string;
  ticket: string | null;
};

export type Deciding = {
  requesterId: string;
  deciderId: string;
  deciderIsEnabled: boolean;
  deciderIsApproverNow: boolean;
  verdict: "approve" | "deny";
  comment: string;
  requestedMinutes: number;
  /** What the approver grants; at most what was asked. Ignored on a no. */
  grantedMinutes: number;
  accountName: string;
  accountIsActive: boolean;
};

/** Judges whether this person may make this decision now; null when they may. */
export function refuseDeciding(deciding: Deciding): Refusal | null {
  if (deciding.deciderId === deciding.requesterId) return { code: "own-request" };
  if (!deciding.deciderIsEnabled) return { code: "person-disabled" };
  if (!deciding.deciderIsApproverNow) return { code: "not-an-approver" };
  if (deciding.verdict === "deny") return deciding.comment === "" ? { code: "comment-needed" } : null;
  if (!deciding.accountIsActive) return { code: "account-not-active", accountName: deciding.accountName };
  if (deciding.grantedMinutes < MIN_MINUTES) return { code: "too-short", minMinutes: MIN_MINUTES };
  if (deciding.grantedMinutes > deciding.requestedMinutes)
    return { code: "too-long", maxMinutes: deciding.requestedMinutes };
  return null;
}
