import type { ReactNode } from "react";
import { segmentedClass } from "#components/ui/segmented-class.ts";

export type SegmentOption = { value: string; label: ReactNode };

type SegmentedRadiosProps = {
  name: string;
  options: readonly SegmentOption[];
  defaultValue?: string | undefined;
  /** The id of what names the group, when no legend does. */
  labelledBy?: string;
};

/** A few exclusive answers in a form; plain radio buttons underneath. */
export function SegmentedRadios({ name, options, defaultValue, labelledBy }: SegmentedRadiosProps) {
  return (
    <div
      role="radiogroup"
      {...(labelledBy && { "aria-labelledby": labelledBy })}
      className={segmentedClass.frame}
    >
      {options.map(({ value, label }) => (
        <label
          key={value}
          className={`${segmentedClass.choice} has-checked:bg-accent has-checked:font-strong has-checked:text-on-accent has-focus-visible:shadow-[inset_0_0_0_2px_var(--focus),inset_0_0_0_4px_var(--surface)]`}
        >
          <input
            type="radio"
            name={name}
            value={value}
            defaultChecked={value === defaultValue}
            className="absolute inset-0 cursor-pointer opacity-0"
          />
          {label}
        </label>
      ))}
    </div>
  );
}
