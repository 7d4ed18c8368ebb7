import Link from "next/link";
import { type ReactNode, useId } from "react";
import { type ButtonKind, type ButtonSize, buttonClass } from "#components/ui/button-class.ts";
import { Why } from "#components/ui/why.tsx";

export type ButtonLinkProps = {
  id?: string;
  className?: string;
  "aria-label"?: string;
  href: string;
  kind?: ButtonKind;
  size?: ButtonSize;
  /** For another origin, a download or an answer that is not a page: a plain anchor, never prefetched. */
  leaves?: boolean;
  disabledReason?: ReactNode;
  children: ReactNode;
};

export function ButtonLink({
  href,
  kind = "plain",
  size = "normal",
  leaves = false,
  disabledReason,
  className = "",
  children,
  ...rest
}: ButtonLinkProps) {
  const whyId = useId();
  const look = `${buttonClass(kind, size)} ${className}`;
  if (disabledReason !== undefined && disabledReason !== null) {
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
  if (leaves) {
    return (
      <a href={href} className={look} {...rest}>
        {children}
      </a>
    );
  }
  return (
    <Link href={href} prefetch={false} className={look} {...rest}>
      {children}
    </Link>
  );
}
