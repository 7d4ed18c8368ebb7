import type { BoundedCount, ChangeKind, ChangeNoun } from "#lib/core/catalogue/change.ts";
import { count, formatNumber } from "#lib/format.ts";

const nouns = {
  account: ["account", "accounts"],
  "permission-set": ["permission set", "permission sets"],
  assignment: ["assignment", "assignments"],
  provisioned: ["provisioned pair", "provisioned pairs"],
  person: ["person", "people"],
  group: ["group", "groups"],
  membership: ["membership", "memberships"],
  unit: ["unit", "units"],
} as const satisfies Record<ChangeNoun, readonly [string, string]>;

/** A noun in the plural: "permission sets". */
export function nounWords(noun: ChangeNoun): string {
  return nouns[noun][1];
}

/** Rows of a noun: "4,812 assignments". */
export function countOfNoun(noun: ChangeNoun, value: number): string {
  const [one, many] = nouns[noun];
  return count(value, one, many);
}

/** A count that may have stopped: "2,757", "more than 2,000". */
export function sayBounded({ value, isMore }: BoundedCount): string {
  return isMore ? `more than ${formatNumber(value)}` : formatNumber(value);
}

export const kindWords = {
  appeared: "Appeared",
  changed: "Changed",
  vanished: "Vanished",
} as const satisfies Record<ChangeKind, string>;
