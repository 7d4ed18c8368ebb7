import type { Noun, Staged } from "#lib/core/catalogue/catalogue-rows.ts";

/** What AWS says of one thing, and whatever the catalogue did not know of around it. */
export type ThingReading = {
  isGone: boolean;
  rows: Partial<Staged>;
  /** Those that were read of the thing in full: of these, what is not among the rows is no more. */
  nouns: readonly Noun[];
  /** Sentences about what it could not see. */
  notes: readonly string[];
  /** Pairs that were not listed, whose assignments stay as they are stored. */
  unlisted?: { permissionSetArn: string; accountIds: readonly string[] };
};
