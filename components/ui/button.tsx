import { type ButtonHTMLAttributes, type ReactNode, useId } from "react";
import { type ButtonKind, type ButtonSize, buttonClass } from "#components/ui/button-class.ts";
import { Why } from "#components/ui/why.tsx";

export type ButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, "disabled"> & {
  kind?: ButtonKind;
  size?: ButtonSize;
  /** Why it is off, in one sentence. Given, the button stays in reach, does nothing, and the sentence stands beside it. */
  disabledReason?: ReactNode;
  children: ReactNode;
};

export function Button({
  kind = "plain",
  size = "normal",
  type = "button",
  disabledReason,
  className = "",
  children,
  ...rest
}: ButtonProps) {
  const whyId = useId();
  if (disabledReason === undefined || disabledReason === null) {
    return (
      <button type={type} className={`${buttonClass(kind, size)} ${className}`} {...rest}>
        {children}
      </button>
    );
  }
  return (
    <span className="inline-flex flex-wrap items-center gap-x-3 gap-y-1">
      <button
        type="button"
        aria-disabled="true"
        aria-describedby={whyId}
        className={`${buttonClass(kind, size, true)} ${className}`}
      >
        {children}
      </button>
      <Why id={whyId}>{disabledReason}</Why>
    </span>
  );
}
