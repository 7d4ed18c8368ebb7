"use client";

import { type ReactNode, useRef } from "react";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Columns } from "#components/ui/columns.tsx";
import { FormError } from "#components/ui/form-error.tsx";
import { PreviewPanel } from "./preview-panel.tsx";
import { useFocusWhenNew } from "./use-focus-when-new.ts";
import type { useRuleForm } from "./use-rule-form.ts";

type FormFrameProps = {
  form: ReturnType<typeof useRuleForm>;
  ruleId: string | null;
  /** The fields that say the rule. */
  children: ReactNode;
};

/** A form that says a rule, with its preview beside it; nothing is saved that was not previewed. */
export function FormFrame({ form, ruleId, children }: FormFrameProps) {
  const { send, isSending, answer, refused, errors, baseVersion, isOutdated, onChange } = form;
  const alert = useRef<HTMLDivElement>(null);
  useFocusWhenNew(alert, refused);
  const problems = Object.entries(errors).map(([fieldId, message]) => ({ fieldId, message }));
  return (
    <form action={send} onChange={onChange} noValidate>
      <input type="hidden" name="ruleId" value={ruleId ?? ""} />
      <input type="hidden" name="baseVersion" value={baseVersion} />
      {answer === null && <input type="hidden" name="previewed" value="" />}
      {answer === null && refused && typeof refused.values.note === "string" && (
        <input type="hidden" name="note" value={refused.values.note} />
      )}
      <Columns
        as="ask"
        beside={<PreviewPanel answer={answer} isOutdated={isOutdated} isSending={isSending} />}
      >
        {refused && (
          <div ref={alert} tabIndex={-1} className="scroll-mt-16 outline-none focus-visible:shadow-none">
            <FormError title="The rule was not previewed." problems={problems}>
              {problems.length === 0 && refused.message}
            </FormError>
          </div>
        )}
        {answer && (
          <Callout title="The preview stands below the form." className="mb-5 broad:hidden">
            <a className="link" href="#preview">
              Look at the preview
            </a>
          </Callout>
        )}
        {children}
        <p className="mt-6 flex flex-wrap gap-2">
          <Button
            kind={answer && !isOutdated ? "plain" : "go"}
            type="submit"
            name="intent"
            value="preview"
            aria-busy={isSending}
            className="max-wide:w-full"
          >
            {isSending ? "Working it out" : answer ? "Preview again" : "Preview"}
          </Button>
        </p>
      </Columns>
    </form>
  );
}
