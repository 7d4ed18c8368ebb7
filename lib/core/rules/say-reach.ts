import { count } from "#lib/format.ts";
import type { ReachChange } from "./compare-reach.ts";

/** How much is gained or lost, in words: `12 people, 2 permission sets and 1 account`; "nobody" for nothing. */
export function sayReach({ triples, people, sets, accounts }: Omit<ReachChange, "examples">): string {
  if (triples === 0) return "nobody";
  const many = [count(people, "person"), count(sets, "permission set"), count(accounts, "account")];
  return `${many[0]}, ${many[1]} and ${many[2]}`;
}
