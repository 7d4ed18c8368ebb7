"use client";

import { Field } from "#components/ui/field.tsx";
import { Section } from "#components/ui/section.tsx";
import { textOf } from "#lib/core/rules/rule-fields.ts";
import { sendText } from "./actions.ts";
import { FormFrame } from "./form-frame.tsx";
import { useRuleForm } from "./use-rule-form.ts";

type RuleTextFormProps = { ruleId: string | null; version: number | null; start: string };

/** A rule as the text of a rules file. */
export function RuleTextForm({ ruleId, version, start }: RuleTextFormProps) {
  const form = useRuleForm(sendText, { text: start }, version);
  return (
    <FormFrame form={form} ruleId={ruleId}>
      <Section title="The rule, as a rules file says it">
        <div className="pt-3">
          <Field
            id="text"
            label="YAML"
            hint="One rule below rules:. What is left out is as in a rules file."
            error={form.errors.text && <span className="whitespace-pre-line">{form.errors.text}</span>}
          >
            {(control) => (
              <textarea
                name="text"
                rows={28}
                spellCheck={false}
                autoComplete="off"
                defaultValue={textOf(form.values, "text")}
                className="input mono resize-y leading-[1.5]"
                {...control}
              />
            )}
          </Field>
        </div>
      </Section>
    </FormFrame>
  );
}
