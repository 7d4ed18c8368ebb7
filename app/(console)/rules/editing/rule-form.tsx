"use client";

import { AgreementFields } from "#components/access/rule-form/agreement.tsx";
import { told } from "#components/access/rule-form/field-texts.ts";
import { AskedFields, LimitFields } from "#components/access/rule-form/how-long.tsx";
import { SwitchField } from "#components/access/rule-form/switch-field.tsx";
import { WhatFields, WhereFields, WhoFields } from "#components/access/rule-form/what-and-where.tsx";
import { Section } from "#components/ui/section.tsx";
import { TextAreaField } from "#components/ui/text-area-field.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import type { RuleFields } from "#lib/core/rules/rule-fields.ts";
import { sendFields } from "./actions.ts";
import { FormFrame } from "./form-frame.tsx";
import { useRuleForm } from "./use-rule-form.ts";

type RuleFormProps = {
  ruleId: string | null;
  version: number | null;
  start: RuleFields;
  zone: string;
};

/** Everything that a rule says, as fields. */
export function RuleForm({ ruleId, version, start, zone }: RuleFormProps) {
  const form = useRuleForm(sendFields, start, version);
  const of = { fields: form.values, errors: form.errors, onNames: form.onNames };
  return (
    <FormFrame form={form} ruleId={ruleId}>
      <Section title="The rule">
        <div className="pt-3">
          <TextField {...told(of, "name")} label="Name" autoComplete="off" maxLength={128} />
          <TextAreaField
            {...told(of, "description")}
            label="What it is for"
            aside="(optional)"
            rows={2}
            maxLength={500}
          />
          <TextField
            {...told(of, "priority")}
            label="Number"
            hint="Of the rules that allow a request, the one with the smallest number decides."
            inputMode="numeric"
            autoComplete="off"
            width="9rem"
          />
          <SwitchField fields={of.fields} name="enabled" label="Switched on" says="people may ask by it" />
        </div>
      </Section>
      <WhoFields of={of} />
      <WhatFields of={of} />
      <WhereFields of={of} />
      <LimitFields of={of} zone={zone} />
      <AskedFields of={of} />
      <AgreementFields of={of} />
    </FormFrame>
  );
}
