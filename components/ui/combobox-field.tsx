"use client";

import { __iconData as chevronDown } from "lucide-react/icons/chevron-down";
import { type ReactNode, useSyncExternalStore } from "react";
import { type ComboboxChoice, ComboboxInput } from "#components/ui/combobox-input.tsx";
import { Field } from "#components/ui/field.tsx";
import { Shape } from "#components/ui/shape.tsx";

type ComboboxFieldProps = Omit<ComboboxChoice, "control"> & {
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
};

/** One of many, found by typing. Without script it is the browser's own list. */
export function ComboboxField({ label, hint, error, ...choice }: ComboboxFieldProps) {
  const hasScript = useSyncExternalStore(
    () => () => {},
    () => true,
    () => false,
  );
  return (
    <Field label={label} hint={hint} error={error} id={choice.name}>
      {(control) =>
        hasScript ? <ComboboxInput {...choice} control={control} /> : <Plain {...choice} control={control} />
      }
    </Field>
  );
}

function Plain({ name, options, defaultValue, empty, control }: ComboboxChoice) {
  return (
    <span className="relative block">
      <select name={name} defaultValue={defaultValue} className="input appearance-none pr-8" {...control}>
        <option value="">{empty}</option>
        {options.map(({ value, label, detail }) => (
          <option key={value} value={value}>
            {detail === undefined ? label : `${label}, ${detail}`}
          </option>
        ))}
      </select>
      <Shape of={chevronDown} className="pointer-events-none absolute top-1/2 right-2 -translate-y-1/2" />
    </span>
  );
}
