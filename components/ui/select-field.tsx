import { __iconData as chevronDown } from "lucide-react/icons/chevron-down";
import type { ReactNode, SelectHTMLAttributes } from "react";
import { Field } from "#components/ui/field.tsx";
import { Shape } from "#components/ui/shape.tsx";

export type SelectOption = { value: string; label: string; disabled?: boolean };

type SelectFieldProps = Omit<SelectHTMLAttributes<HTMLSelectElement>, "className" | "style" | "multiple"> & {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  options: readonly SelectOption[];
  /** The first, empty choice: "Choose an account". */
  empty?: string;
};

export function SelectField({ label, hint, error, options, empty, id, ...select }: SelectFieldProps) {
  return (
    <Field label={label} hint={hint} error={error} id={id ?? select.name}>
      {(control) => (
        <span className="relative block">
          <select className="input appearance-none pr-8" {...select} {...control}>
            {empty !== undefined && <option value="">{empty}</option>}
            {options.map(({ value, label: words, disabled = false }) => (
              <option key={value} value={value} disabled={disabled}>
                {words}
              </option>
            ))}
          </select>
          <Shape of={chevronDown} className="pointer-events-none absolute top-1/2 right-2 -translate-y-1/2" />
        </span>
      )}
    </Field>
  );
}
