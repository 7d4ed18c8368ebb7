import type { ReactNode, TextareaHTMLAttributes } from "react";
import { Field } from "#components/ui/field.tsx";

type TextAreaFieldProps = Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, "className" | "style"> & {
  name: string;
  label: ReactNode;
  aside?: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
};

export function TextAreaField({ label, aside, hint, error, id, rows = 3, ...area }: TextAreaFieldProps) {
  return (
    <Field label={label} aside={aside} hint={hint} error={error} id={id ?? area.name}>
      {(control) => <textarea rows={rows} className="input resize-y leading-[1.5]" {...area} {...control} />}
    </Field>
  );
}
