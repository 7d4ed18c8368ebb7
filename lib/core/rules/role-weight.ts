import { voicesNeeded } from "./agreement.ts";
import type { Rule } from "./rule-content.ts";

/** Why an account gives power over the console: the console itself runs in it, or Identity Center is administered from it. */
export type ConsolePower = "own" | "delegated";

/**
 * How much a role in an account weighs: one like an administrator's is sensitive; one that could change the console itself, or who may do what
 * through Identity Center, is critical.
 */
export type RoleWeight = "ordinary" | "sensitive" | "critical";

/** How many people have to agree to a role of each weight at the least. */
export const leastVoices = { ordinary: 0, sensitive: 1, critical: 2 } as const satisfies Record<
  RoleWeight,
  number
>;

/**
 * How much a role weighs. In the account that the console runs in every role does: one that reads a secret there reads the console's. From the account
 * that administers Identity Center, what is like an administrator's can write assignments past the console.
 * @param set why the permission set is like an administrator's; null when it is not
 * @param power what the account gives, if it gives any
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/delegated-admin.html
 */
export function roleWeight(
  { administratorLike }: { administratorLike: string | null },
  power: ConsolePower | undefined,
): RoleWeight {
  if (power === "own") return "critical";
  if (administratorLike === null) return "ordinary";
  return power === "delegated" ? "critical" : "sensitive";
}

/** Whether by a rule as many people agree as a role of this weight needs. */
export function suffices(rule: Rule, weight: RoleWeight): boolean {
  return voicesNeeded(rule) >= leastVoices[weight];
}
