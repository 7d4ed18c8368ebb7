import { type ReactNode, useId } from "react";
import { FieldError } from "#components/ui/field-error.tsx";

type FieldGroupProps = {
  legend: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  /** Where an error summary leads to. */
  id?: string;
  children: ReactNode;
};

/** A question with several controls: radio options, a segmented choice, two dates. */
export function FieldGroup({ legend, hint, error, id, children }: FieldGroupProps) {
  const madeId = useId();
  const groupId = id ?? madeId;
  const described = [hint && `${groupId}-hint`, error && `${groupId}-error`].filter(Boolean).join(" ");
  return (
    <fieldset
      id={groupId}
      tabIndex={-1}
      className="mb-5 grid max-w-form min-w-0 gap-1"
      {...(described !== "" && { "aria-describedby": described })}
    >
      <legend className="mb-1 font-strong">{legend}</legend>
      {children}
      {hint && (
        <p id={`${groupId}-hint`} className="text-ink-2">
          {hint}
        </p>
      )}
      {error && <FieldError id={`${groupId}-error`}>{error}</FieldError>}
    </fieldset>
  );
}
