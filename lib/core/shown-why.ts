import type { Reach } from "./shown-access.ts";

/** A rule's part in the answer. */
export type WhyRule = {
  id: string;
  name: string;
  /** Whether it lets the person ask for at least the shortest time now. */
  may: boolean;
  /** What the rule says, in one sentence. */
  says: string;
};

/** Why a person may ask for a role in an account, or may not. */
export type Why = {
  person: { id: string; name: string };
  account: { id: string; name: string };
  set: { arn: string; name: string };
  /** How they reach it already. */
  held: readonly Reach[];
  may: boolean;
  /** Those that let them ask first, in their order; then those that one thing keeps from it. */
  rules: readonly WhyRule[];
  /** How many more rules have nothing to do with it. */
  others: number;
  /** What else they may ask for in this account, and where else for this role. */
  nearby: { sets: readonly string[]; accounts: readonly string[] };
};
