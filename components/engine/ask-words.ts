import type { EngineAskKind } from "#lib/core/engine-ask.ts";

/** What an administrator asks for, as a column says it. */
export const askWords = {
  retry: "Try again now",
  hand_over: "Hand over",
  remove: "Remove",
  drain: "Stop granting",
  resume: "Resume granting",
} as const satisfies Record<EngineAskKind, string>;
