import type { InputHTMLAttributes, ReactNode } from "react";
import { Field } from "#components/ui/field.tsx";

type TextFieldProps = Omit<InputHTMLAttributes<HTMLInputElement>, "className" | "style" | "width"> & {
  name: string;
  label: ReactNode;
  aside?: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  width?: string;
};

export function TextField({ label, aside, hint, error, width, id, ...input }: TextFieldProps) {
  return (
    <Field
      label={label}
      aside={aside}
      hint={hint}
      error={error}
      id={id ?? input.name}
      {...(width && { width })}
    >
      {(control) => <input type="text" className="input" {...input} {...control} />}
    </Field>
  );
}
