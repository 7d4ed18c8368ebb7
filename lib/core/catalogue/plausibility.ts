import { count, formatNumber } from "#lib/format.ts";
import type { Counts, Noun } from "./catalogue-rows.ts";

/** A read that says more about the reading than about the organisation. */
export type Implausible = { noun: Noun; stored: number; read: number };

/** Below this many stored rows, losing more than half of them is an ordinary day's work. */
const COLLAPSE_COUNTS_FROM = 10;

/** Nouns that no organisation is without. */
const NEVER_EMPTY: readonly Noun[] = ["organisations", "units", "accounts"];

const NOUNS: readonly Noun[] = [
  "organisations",
  "units",
  "accounts",
  "permissionSets",
  "groups",
  "people",
  "memberships",
  "provisioned",
  "assignments",
];

const WORDS: Readonly<Record<Noun, string>> = {
  organisations: "organisation",
  units: "organisational unit",
  accounts: "account",
  permissionSets: "permission set",
  groups: "group",
  people: "person",
  memberships: "membership",
  provisioned: "provisioned permission set",
  assignments: "assignment",
};

/**
 * The first noun whose read is empty though it cannot be, or has collapsed to less than half of at least ten stored rows; null when the read may be believed.
 * @param stored rows by noun before the read
 * @param read rows by noun that the read brought
 */
export function judgePlausible(stored: Counts, read: Counts): Implausible | null {
  for (const noun of NOUNS) {
    const before = stored[noun];
    const now = read[noun];
    const isEmpty = now === 0 && NEVER_EMPTY.includes(noun);
    const hasCollapsed = before >= COLLAPSE_COUNTS_FROM && now * 2 < before;
    if (isEmpty || hasCollapsed) return { noun, stored: before, read: now };
  }
  return null;
}

/** Why a read was refused, in one sentence for a person. */
export function explainImplausible({ noun, stored, read }: Implausible): string {
  const answer = read === 0 ? `no ${WORDS[noun]}` : `only ${count(read, WORDS[noun])}`;
  return `AWS answered with ${answer} where ${formatNumber(stored)} ${stored === 1 ? "was" : "were"} known, so nothing was changed.`;
}
