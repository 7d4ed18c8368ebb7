import type { HookShape } from "./hook.ts";

export const deliveryStates = ["waiting", "delivered", "given_up"] as const;

export type DeliveryState = (typeof deliveryStates)[number];

/** A webhook as the page lists it. */
export type ShownHook = {
  name: string;
  shape: HookShape;
  origin: string;
  events: readonly string[];
  /** Whether it is off since it answered that it is gone. */
  isOff: boolean;
  /** Whether a worker still has it. */
  isConfigured: boolean;
  deliveredAt: Date | null;
  failingSince: Date | null;
  failure: string | null;
  waiting: number;
  givenUp: number;
};

/** A delivery in a list. */
export type DeliveryRow = {
  id: string;
  hookName: string;
  type: string;
  /** The request that it is about, in words; null where it is about none. */
  about: { requestId: string; number: number; role: string } | null;
  state: DeliveryState;
  occurredAt: Date;
  attempts: number;
  status: number | null;
  failure: string | null;
  /** When it is tried next, while it waits. */
  dueAt: Date;
  triedAt: Date | null;
  settledAt: Date | null;
  isAskedAgain: boolean;
};

/** One delivery with what was sent and answered. */
export type ShownDelivery = DeliveryRow & {
  eventId: string;
  sequence: number;
  shape: HookShape;
  sentBody: string | null;
  answer: string | null;
  askedAgainBy: string | null;
};
