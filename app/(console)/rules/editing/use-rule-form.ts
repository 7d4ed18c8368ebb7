"use client";

import { type FormEvent, useActionState, useState } from "react";
import { type FormState, type FormValues, idle } from "#app/form-state.ts";
import type { RuleAction, RuleAnswer } from "./rule-answer.ts";

/** A rule's form as it stands: what its fields hold, what is wrong with them, and the last preview. */
export function useRuleForm(action: RuleAction, start: FormValues, version: number | null) {
  const [state, send, isSending] = useActionState<FormState<RuleAnswer>, FormData>(action, idle);
  const [changedAfter, setChangedAfter] = useState<FormState<RuleAnswer>>();
  const answer = state.status === "done" && state.value ? state.value : null;
  const refused = state.status === "refused" ? state : null;
  const sent = answer?.values ?? refused?.values;
  const base = answer ? answer.baseVersion : (refused?.values.baseVersion ?? version);
  return {
    send,
    isSending,
    answer,
    refused,
    errors: refused?.fieldErrors ?? {},
    values: sent ?? start,
    /** As it goes with the form: text, empty for a new rule. */
    baseVersion: base === null ? "" : String(base),
    isOutdated: changedAfter === state && answer !== null,
    onNames: () => setChangedAfter(state),
    /** Why it is saved is no part of what is previewed. */
    onChange: ({ target }: FormEvent) => {
      if (!(target instanceof HTMLTextAreaElement && target.name === "note")) setChangedAfter(state);
    },
  };
}
