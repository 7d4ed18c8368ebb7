import { type RuleFields, textOf } from "#lib/core/rules/rule-fields.ts";

/** What a form's fields hold and what is wrong with them, field by field. */
export type FieldTexts = {
  fields: RuleFields;
  errors: Readonly<Record<string, string>>;
  /** A field was changed by something that is no input of the form. */
  onNames: () => void;
};

/** What a text field begins with, and what is wrong with it. */
export function told({ fields, errors }: FieldTexts, name: string) {
  return { name, defaultValue: textOf(fields, name), error: errors[name] };
}
