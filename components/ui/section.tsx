import { type ReactNode, useId } from "react";

type SectionProps = {
  title: ReactNode;
  /** What stands at the right end of the rule: a count, a source, a link. */
  note?: ReactNode;
  /** A softer rule, for a section of less weight. */
  soft?: boolean;
  busy?: boolean;
  className?: string;
  children: ReactNode;
};

/** A heading on an ink rule; the content begins on the rule. */
export function Section({ title, note, soft = false, busy = false, className = "", children }: SectionProps) {
  const headingId = useId();
  return (
    <section aria-labelledby={headingId} aria-busy={busy} className={`mt-8 min-w-0 first:mt-0 ${className}`}>
      <div
        className={`flex flex-wrap items-baseline gap-x-3 gap-y-0.5 border-b pb-1.5 ${soft ? "border-line-2" : "border-ink"}`}
      >
        <h2 id={headingId} className="text-h2 font-strong tracking-[-0.006em]">
          {title}
        </h2>
        {note && <span className="ml-auto text-body text-ink-2">{note}</span>}
      </div>
      {children}
    </section>
  );
}
