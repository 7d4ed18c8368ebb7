import { count } from "#lib/format.ts";
import type { ReachChange } from "./compare-reach.ts";

/** How much is gained or lost, in words: `12 people, for 2 permission sets in 1 account`; "nobody" for nothing. */
export function sayReach({ triples, people, sets, accounts }: Omit<ReachChange, "examples">): string {
  if (triples === 0) return "nobody";
  return `${count(people, "person")}, for ${count(sets, "permission set")} in ${count(accounts, "account")}`;
}
