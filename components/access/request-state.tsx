import type { ReactNode } from "react";
import { State, type StateName } from "#components/ui/state.tsx";

export type RequestStateName = "pending" | "approved" | "denied" | "cancelled" | "lapsed" | "invalidated";

const looks = {
  pending: { is: "pending" },
  approved: { is: "approved" },
  denied: { is: "denied" },
  cancelled: { is: "ended", word: "Cancelled" },
  lapsed: { is: "ended", word: "Lapsed" },
  invalidated: { is: "denied", word: "Invalidated" },
} as const satisfies Record<RequestStateName, { is: StateName; word?: string }>;

/** Where a request stands. The words may say more: "Pending, lapses 16:24". */
export function RequestState({ state, children }: { state: RequestStateName; children?: ReactNode }) {
  const look: { is: StateName; word?: string } = looks[state];
  return <State is={look.is}>{children ?? look.word}</State>;
}
