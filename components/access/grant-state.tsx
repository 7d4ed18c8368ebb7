import type { ReactNode } from "react";
import { isEndingSoon } from "#components/access/ending-soon.ts";
import { State, type StateName } from "#components/ui/state.tsx";

export type GrantStateName =
  | "scheduled"
  | "granting"
  | "active"
  | "active-preexisting"
  | "revoking"
  | "revoke-blocked"
  | "contested"
  | "grant-failed"
  | "ended"
  | "continued"
  | "left-standing"
  | "handed-over"
  | "orphaned"
  | "cancelled"
  | "invalidated";

const looks = {
  scheduled: { is: "scheduled" },
  granting: { is: "granting" },
  active: { is: "active" },
  "active-preexisting": { is: "standing", word: "Standing already" },
  revoking: { is: "revoking" },
  "revoke-blocked": { is: "blocked" },
  contested: { is: "blocked", word: "Contested" },
  "grant-failed": { is: "denied", word: "Grant failed" },
  ended: { is: "ended" },
  continued: { is: "ended", word: "Continued" },
  "left-standing": { is: "standing", word: "Standing as before" },
  "handed-over": { is: "standing", word: "Handed over" },
  orphaned: { is: "orphan", word: "Person gone" },
  cancelled: { is: "ended", word: "Cancelled" },
  invalidated: { is: "denied", word: "Invalidated" },
} as const satisfies Record<GrantStateName, { is: StateName; word?: string }>;

type GrantStateProps = {
  state: GrantStateName;
  startsAt: Date;
  endsAt: Date;
  now: Date;
  /** More than the word. */
  children?: ReactNode;
};

/** Where a grant stands in its life, as the design shows it; an active one that is nearly over says so. */
export function GrantState({ state, startsAt, endsAt, now, children }: GrantStateProps) {
  if (state === "active" && isEndingSoon(startsAt, endsAt, now)) return <State is="ending">{children}</State>;
  const look: { is: StateName; word?: string } = looks[state];
  return <State is={look.is}>{children ?? look.word}</State>;
}
