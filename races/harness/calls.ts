import type { Scene } from "./scene.ts";

/** How many assignments AWS was asked to make and to remove. */
export type Calls = { readonly created: number; readonly deleted: number };

export function callsOf({ stage: { simulator } }: Scene): Calls {
  return {
    created: simulator.calls("sso-admin:CreateAccountAssignment"),
    deleted: simulator.calls("sso-admin:DeleteAccountAssignment"),
  };
}

/** How many it was asked since. */
export function callsSince(scene: Scene, before: Calls): Calls {
  const now = callsOf(scene);
  return { created: now.created - before.created, deleted: now.deleted - before.deleted };
}
