import type { ReactNode } from "react";

type SayProps = {
  /** Words, with figures in <b> and links in <a>. */
  children: ReactNode;
  /** On a page without another title the sentence is the title. */
  as?: "p" | "h1";
  className?: string;
};

/** The answer, first, as one sentence. */
export function Say({ children, as: Tag = "p", className = "" }: SayProps) {
  return (
    <Tag
      className={`max-w-[46ch] text-say wrap-anywhere font-plain tracking-[-0.014em] text-pretty text-ink-2 max-wide:max-w-none [&_:is(b,a)]:font-strong [&_:is(b,a)]:text-ink [&_a]:underline [&_a]:decoration-line-2 [&_a]:decoration-1 [&_a]:underline-offset-[0.2em] [&_a:hover]:decoration-accent ${className}`}
    >
      {children}
    </Tag>
  );
}
