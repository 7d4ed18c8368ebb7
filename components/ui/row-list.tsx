import type { ReactNode } from "react";

/** A list of two-line rows on hairlines, for an aside or a short list that is no table. */
export function RowList({ children }: { children: ReactNode }) {
  return <ul>{children}</ul>;
}

type RowProps = {
  title: ReactNode;
  sub?: ReactNode;
  /** What stands at the right: a state, a button. */
  end?: ReactNode;
};

export function Row({ title, sub, end }: RowProps) {
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line p-2">
      <span className="min-w-0 flex-[1_1_9rem] leading-[1.38]">
        <span className="block">{title}</span>
        {sub && <span className="block text-note text-ink-2">{sub}</span>}
      </span>
      {end && <span className="ml-auto flex flex-wrap items-center gap-2">{end}</span>}
    </li>
  );
}
