import type { Machine } from "./machine.ts";
import type { Refusal } from "./refusal.ts";
import { MIN_MINUTES } from "./rules/bounds.ts";
import type { PassedOver } from "./rules/deciding-rule.ts";
import { type AbleStage, areEnough } from "./rules/enough-approvers.ts";
import { meetsTicket } from "./rules/pattern.ts";
import type { Rule } from "./rules/rule-content.ts";

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

export const MAX_REASON_LENGTH = 1000;
export const MAX_OPEN_REQUESTS = 20;
/** Each writes to every approver, so a person cannot make the inboxes overflow by asking and withdrawing. */
export const MAX_ASKED_PER_HOUR = 60;
export const MAX_OPEN_GRANTS = 20;
export type Asking = {
  minutes: number;
  startsAt: Date;
  now: Date;
  reason: string;
  ticket: string | null;
  /** The rule that decides; null when none covers the role, or none allows the term. */
  rule: Rule | null;
  /** The rules before it, or all that cover the role, with what each objects to. */
  passedOver: readonly PassedOver[];
  accountName: string;
  accountIsActive: boolean;
  isManagementAccount: boolean;
  requesterIsEnabled: boolean;
  /** The stages of the rule, each with the people other than the requester who could decide at it now, or later as its fallback. */
  stages: readonly AbleStage[];
  openRequestCount: number;
  /** How often the person asked within the last hour, whatever became of it. */
  askedWithinHour: number;
  /** How many grants of the person are not over yet. */
  openGrantCount: number;
  /** How many requests and grants of the person are open under this rule. */
  openUnderRule: number;
};

/** A start that lies behind by no more than this was typed just now. */
const JUST_NOW_MS = 5 * 60_000;

/** Judges whether this may be asked; null when it may. */
export function refuseAsking(asking: Asking): Refusal | null {
  const { rule, passedOver, minutes, now, startsAt } = asking;
  if (!asking.requesterIsEnabled) return { code: "person-disabled" };
  if (asking.isManagementAccount) return { code: "management-account" };
  if (rule === null && passedOver.length === 0) return { code: "not-offered" };
  if (!asking.accountIsActive) return { code: "account-not-active", accountName: asking.accountName };
  if (minutes < MIN_MINUTES) return { code: "too-short", minMinutes: MIN_MINUTES };
  if (startsAt.getTime() < now.getTime() - JUST_NOW_MS) return { code: "in-the-past" };
  if (rule === null) return refusalOf(passedOver);
  const { reasonMinLength, tickets } = rule.content.asks;
  if (asking.reason.length < reasonMinLength) return { code: "reason-too-short", min: reasonMinLength };
  if (tickets.length > 0 && !tickets.some((pattern) => meetsTicket(asking.ticket ?? "", pattern)))
    return { code: "ticket-needed", like: tickets };
  if (!areEnough(asking.stages)) return { code: "too-few-approvers" };
  if (asking.openRequestCount >= MAX_OPEN_REQUESTS) return { code: "too-many-open", max: MAX_OPEN_REQUESTS };
  if (asking.openGrantCount >= MAX_OPEN_GRANTS) return { code: "too-many-held", max: MAX_OPEN_GRANTS };
  const { atOnce } = rule.content.limits;
  if (atOnce !== null && asking.openUnderRule >= atOnce)
    return { code: "too-many-at-once", max: atOnce, ruleName: rule.name };
  if (asking.askedWithinHour >= MAX_ASKED_PER_HOUR) return { code: "too-often", max: MAX_ASKED_PER_HOUR };
  return null;
}

/** What to say when every rule objects: the nearest thing that could be asked. */
function refusalOf(passedOver: readonly PassedOver[]): Refusal {
  const objections = passedOver.map(({ objection }) => objection);
  const [longest] = objections
    .flatMap((each) => (each.kind === "too-long-in-all" ? [each] : []))
    .toSorted((a, b) => b.longestMinutes - a.longestMinutes || b.inAllMinutes - a.inAllMinutes);
  if (longest) {
    const { longestMinutes, inAllMinutes } = longest;
    return { code: "too-long-in-all", longestMinutes, inAllMinutes };
  }
  if (objections.some(({ kind }) => kind === "not-extendable")) return { code: "not-extendable" };
  const lengths = objections.flatMap((each) => (each.kind === "too-long" ? [each.maxMinutes] : []));
  if (lengths.length > 0) return { code: "too-long", maxMinutes: Math.max(...lengths) };
  const ahead = objections.flatMap((each) => (each.kind === "too-far-ahead" ? [each.aheadMinutes] : []));
  if (ahead.length > 0) return { code: "too-far-ahead", aheadMinutes: Math.max(...ahead) };
  const hours = objections.find((each) => each.kind === "outside-hours");
  if (hours) return { code: "outside-hours", hours: hours.hours };
  const people = objections.find((each) => each.kind === "needs-people");
  return people ? { code: "needs-people", least: people.least } : { code: "not-offered" };
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
  /** In ISO 8601; null for as soon as it is decided. */
  startsAt: string | null;
  reason: string;
  ticket: string | null;
  /** The grant that it is to go on after, and how long all of it would last; null for a grant of its own. */
  extends: { grantId: string; inAllMinutes: number } | null;
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
  /** The role is like an administrator's, or weighs more. */
  isSensitive: boolean;
  /** It is decided by itself, and not together with others or from a list. */
  isByItself: boolean;
};

/** Judges whether this person may make this decision now; null when they may. */
export function refuseDeciding(deciding: Deciding): Refusal | null {
  if (deciding.deciderId === deciding.requesterId) return { code: "own-request" };
  if (!deciding.deciderIsEnabled) return { code: "person-disabled" };
  if (!deciding.deciderIsApproverNow) return { code: "not-an-approver" };
  if (deciding.verdict === "deny") return deciding.comment === "" ? { code: "comment-needed" } : null;
  if (deciding.isSensitive && !deciding.isByItself) return { code: "only-by-itself" };
  if (!deciding.accountIsActive) return { code: "account-not-active", accountName: deciding.accountName };
  if (deciding.grantedMinutes < MIN_MINUTES) return { code: "too-short", minMinutes: MIN_MINUTES };
  if (deciding.grantedMinutes > deciding.requestedMinutes)
    return { code: "too-long", maxMinutes: deciding.requestedMinutes };
  return null;
}
