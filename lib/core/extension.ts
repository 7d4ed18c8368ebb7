import { type GrantState, isFinished } from "./grant.ts";
import type { Refusal } from "./refusal.ts";
import { MIN_MINUTES } from "./rules/bounds.ts";
import { objectionTo } from "./rules/deciding-rule.ts";
import type { RoleWeight } from "./rules/role-weight.ts";
import type { Rule } from "./rules/rule-content.ts";

/** What has to be known of a grant to say whether it may go on. */
export type Extendable = {
  state: GrantState;
  /** Since when the role is held without a gap: the start of the first of the grants that go on after each other. */
  heldSince: Date;
  endsAt: Date;
  withdrawnAt: Date | null;
  /** The request for more time that waits, or that was agreed to and not taken back. */
  extensionRequestId: string | null;
};

/** How long a grant lasts with all that it continues, in whole minutes. */
export function heldMinutes({ heldSince, endsAt }: Pick<Extendable, "heldSince" | "endsAt">): number {
  return Math.ceil((endsAt.getTime() - heldSince.getTime()) / 60_000);
}

/** Judges whether more time may be asked for a grant at all, whatever the rules say; null when it may. */
export function refuseExtending(grant: Extendable, now: Date): Refusal | null {
  if (grant.withdrawnAt !== null || isFinished(grant.state) || grant.endsAt <= now)
    return { code: "already-over" };
  switch (grant.state) {
    case "scheduled":
    case "granting":
      return { code: "not-held-yet" };
    case "active_preexisting":
      return { code: "standing-access" };
    case "active":
      return grant.extensionRequestId === null
        ? null
        : { code: "already-extended", requestId: grant.extensionRequestId };
    case "revoking":
    case "revoke_blocked":
    case "contested":
    case "grant_failed":
    case "ended":
    case "cancelled":
    case "invalidated":
      return { code: "already-over" };
  }
}

/**
 * The longest that a grant may be extended by under any of these rules, in minutes.
 * @param covering the rules that cover its role for its holder now
 * @returns null when none lets it be extended by as much as may be asked for
 */
export function longestExtension(
  covering: readonly Rule[],
  held: { heldMinutes: number; weight: RoleWeight; now: Date },
): number | null {
  const lengths = covering.flatMap((rule) => {
    const { maxMinutes, extendToMinutes } = rule.content.limits;
    const minutes = Math.min(maxMinutes, (extendToMinutes ?? 0) - held.heldMinutes);
    const term = { ...held, minutes, startsAt: held.now };
    return minutes >= MIN_MINUTES && objectionTo(rule, term) === null ? [minutes] : [];
  });
  return lengths.length === 0 ? null : Math.max(...lengths);
}
