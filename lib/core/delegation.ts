import type { PersonStatus } from "./catalogue.ts";
import type { Refusal } from "./refusal.ts";

export const MAX_AWAY_DAYS = 60;

/** 60 days, and the hour by which clocks may be put back in them; Postgres refuses more. */
const MAX_AWAY_MS = (MAX_AWAY_DAYS * 24 + 1) * 3_600_000;

/** A moment that lies behind by no more than this was typed just now. */
const JUST_NOW_MS = 5 * 60_000;

/** Half open: [startsAt, endsAt). */
export type Span = { startsAt: Date; endsAt: Date };

/** When a delegation holds: from its start to its end, or to the moment at which it was ended early. */
export type DelegationTimes = Span & { endedAt: Date | null };

export type Delegating = Span & {
  delegatorId: string;
  /** The person who was named; null when nobody is known by that name. */
  delegate: { id: string; displayName: string; status: PersonStatus; canSignIn: boolean } | null;
  now: Date;
  /** Who decides in the delegator's place already, in a part of that time. */
  overlapping: { delegateName: string } | null;
  /** The delegate is away themselves, in a part of that time. */
  delegateIsAway: boolean;
};

/** Judges whether somebody may name this person to decide in their place; null when they may. */
export function refuseDelegating(asked: Delegating): Refusal | null {
  const { delegate, startsAt, endsAt, now } = asked;
  if (startsAt.getTime() < now.getTime() - JUST_NOW_MS) return { code: "in-the-past" };
  if (endsAt <= startsAt || endsAt <= now) return { code: "ends-too-soon" };
  if (endsAt.getTime() - startsAt.getTime() > MAX_AWAY_MS)
    return { code: "away-too-long", maxDays: MAX_AWAY_DAYS };
  if (delegate === null || delegate.status !== "ENABLED") return { code: "delegate-unknown" };
  if (delegate.id === asked.delegatorId) return { code: "delegate-is-self" };
  if (!delegate.canSignIn) return { code: "delegate-cannot-sign-in", name: delegate.displayName };
  if (asked.delegateIsAway) return { code: "delegate-is-away", name: delegate.displayName };
  if (asked.overlapping) return { code: "delegated-already", to: asked.overlapping.delegateName };
  return null;
}

export type DelegationState = "to-come" | "running" | "over";

/** Where a delegation stands. */
export function delegationState({ startsAt, endsAt, endedAt }: DelegationTimes, now: Date): DelegationState {
  if (endedAt !== null || endsAt <= now) return "over";
  return startsAt > now ? "to-come" : "running";
}
