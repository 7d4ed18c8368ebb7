import type { FormState, FormValues } from "#app/form-state.ts";
import type { RulePreview } from "#lib/core/shown-preview.ts";

/** What came of a rule's form that was not saved: the preview of it, and what was sent. */
export type RuleAnswer = {
  preview: RulePreview;
  /** Of what was previewed; it goes with the form when it is saved. */
  hash: string;
  /** The version of the rule that it was previewed against. */
  baseVersion: number | null;
  values: FormValues;
  /** Why it was not saved, though that was asked. */
  notSaved: string | null;
  noteError: string | null;
};

export type RuleAction = (previous: FormState<RuleAnswer>, form: FormData) => Promise<FormState<RuleAnswer>>;
