import { type ReactNode, useId } from "react";
import { FieldError } from "#components/ui/field-error.tsx";

/** What a control needs to belong to its label, hint and error. */
export type FieldControl = {
  id: string;
  "aria-describedby"?: string;
  "aria-invalid"?: true;
};

type FieldProps = {
  label: ReactNode;
  /** After the label, lighter: "needed for a no". */
  aside?: ReactNode;
  hint?: ReactNode;
  /** What is wrong and the way on. */
  error?: ReactNode;
  /** The control's id, when an error summary leads to it. */
  id?: string;
  /** Of the control; the words below it may be longer. */
  width?: string;
  children: (control: FieldControl) => ReactNode;
};

/** A label above, the control, a hint and an error below it. */
export function Field({ label, aside, hint, error, id, width, children }: FieldProps) {
  const madeId = useId();
  const controlId = id ?? madeId;
  const described = [hint && `${controlId}-hint`, error && `${controlId}-error`].filter(Boolean).join(" ");
  return (
    <div className="mb-5 grid max-w-form gap-1">
      <label htmlFor={controlId} className="font-strong">
        {label} {aside && <span className="font-plain text-ink-2">{aside}</span>}
      </label>
      <div {...(width !== undefined && { style: { maxWidth: width } })}>
        {children({
          id: controlId,
          ...(described !== "" && { "aria-describedby": described }),
          ...(error !== undefined && error !== null && { "aria-invalid": true as const }),
        })}
      </div>
      {hint && (
        <p id={`${controlId}-hint`} className="text-ink-2">
          {hint}
        </p>
      )}
      {error && <FieldError id={`${controlId}-error`}>{error}</FieldError>}
    </div>
  );
}
