import { type ReactNode, useId } from "react";

export type RadioOption = {
  value: string;
  label: ReactNode;
  /** At the right: "one yes, usually 6 min". */
  aside?: ReactNode;
  description?: ReactNode;
  /** Why it cannot be chosen. The option stays where it is. */
  unavailable?: ReactNode;
};

type RadioOptionsProps = {
  name: string;
  options: readonly RadioOption[];
  defaultValue?: string | undefined;
  required?: boolean;
};

/** A list to choose one of, with what each means; those that cannot be chosen stay, with why. */
export function RadioOptions({ name, options, defaultValue, required = false }: RadioOptionsProps) {
  const base = useId();
  return (
    <div className="border-t border-line">
      {options.map(({ value, label, aside, description, unavailable }, index) => {
        const off = unavailable !== undefined && unavailable !== null;
        const id = `${base}-${index}`;
        const says = unavailable ?? description;
        return (
          <div
            key={value}
            className="relative grid grid-cols-[1.25rem_minmax(0,1fr)_auto] items-baseline gap-x-2 gap-y-0.5 border-b border-line p-2 has-checked:bg-accent-wash has-checked:shadow-[inset_2px_0_var(--accent)] has-enabled:hover:bg-hover max-wide:grid-cols-[1.25rem_minmax(0,1fr)]"
          >
            <input
              type="radio"
              id={id}
              name={name}
              value={value}
              defaultChecked={value === defaultValue && !off}
              disabled={off}
              required={required}
              aria-describedby={`${id}-says`}
              className="size-3.75 translate-y-0.5"
            />
            <label
              htmlFor={id}
              className={`before:absolute before:inset-0 before:content-[''] ${off ? "cursor-not-allowed text-ink-3" : "font-medium"}`}
            >
              {label}
            </label>
            <span className={`max-wide:col-start-2 ${off ? "text-ink-3" : "text-ink-2"}`}>{aside}</span>
            <span
              id={`${id}-says`}
              className="pointer-events-none relative col-start-2 col-end-[-1] text-ink-2 [&_a]:pointer-events-auto"
            >
              {says}
            </span>
          </div>
        );
      })}
    </div>
  );
}
