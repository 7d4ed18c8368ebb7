import { z } from "zod";
import { count, formatNumber } from "#lib/format.ts";
import type { Counts, Noun } from "./catalogue-rows.ts";

/** A read that says more about the reading than about the organisation. */
export type Implausible = { noun: Noun; stored: number; read: number };

/** Below this many stored rows, losing more than half of them is an ordinary day's work. */
const COLLAPSE_COUNTS_FROM = 10;

/** Nouns that no organisation is without. */
const NEVER_EMPTY: readonly Noun[] = ["organisations", "units", "accounts"];

/** A read may come out this much smaller than the collapse that was accepted: the organisation goes on changing. */
const SMALLER_THAN_ACCEPTED = 0.1;

const NOUNS = [
  "organisations",
  "units",
  "accounts",
  "permissionSets",
  "groups",
  "people",
  "memberships",
  "provisioned",
  "assignments",
] as const satisfies readonly Noun[];

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
 * The first noun whose read is empty though it cannot be, has lost every row of more than one, or has collapsed to less than half of at least
 * ten; null when the read may be believed. A collapse that an administrator accepted may be, as long as no more is gone than what was looked at.
 * @param stored rows by noun before the read
 * @param read rows by noun that the read brought
 * @param accepted collapses that were looked at and taken for true
 */
export function judgePlausible(
  stored: Counts,
  read: Counts,
  accepted: readonly Implausible[] = [],
): Implausible | null {
  for (const noun of NOUNS) {
    const before = stored[noun];
    const now = read[noun];
    const isEmpty = !mayBeAccepted({ noun, stored: before, read: now });
    const isAllGone = now === 0 && before > 1;
    const hasCollapsed = isAllGone || (before >= COLLAPSE_COUNTS_FROM && now * 2 < before);
    const isAccepted = accepted.some(
      (collapse) => collapse.noun === noun && now >= collapse.read * (1 - SMALLER_THAN_ACCEPTED),
    );
    if (isEmpty || (hasCollapsed && !isAccepted)) return { noun, stored: before, read: now };
  }
  return null;
}

/** Whether an administrator may take it for true: never that there is none of what no organisation is without. */
export function mayBeAccepted({ noun, read }: Implausible): boolean {
  return read > 0 || !NEVER_EMPTY.includes(noun);
}

const implausible = z.object({ noun: z.enum(NOUNS), stored: z.number(), read: z.number() });

/** What a run was refused for, as it is stored; null when it was not. */
export function parseImplausible(json: unknown): Implausible | null {
  return implausible.nullable().catch(null).parse(json);
}

/** The collapses that a run accepts, as they are stored; none when it accepts none. */
export function parseAccepted(json: unknown): readonly Implausible[] {
  return z.array(implausible).catch([]).parse(json);
}

/** Why a read was refused, in one sentence for a person. */
export function explainImplausible({ noun, stored, read }: Implausible): string {
  const answer = read === 0 ? `no ${WORDS[noun]}` : `only ${count(read, WORDS[noun])}`;
  return `AWS answered with ${answer} where ${formatNumber(stored)} ${stored === 1 ? "was" : "were"} known, so nothing was changed.`;
}
