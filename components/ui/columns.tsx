import type { ReactNode } from "react";

type ColumnsProps = {
  /** "aside" keeps a second column of 320 px; "half" makes both equal; "ask" is the width of a form and its answer. */
  as?: "aside" | "half" | "ask";
  children: ReactNode;
  /** The second column; below the first on narrow screens. */
  beside: ReactNode;
};

const shapes = {
  aside: "gap-x-10 gap-y-8 broad:grid-cols-[minmax(0,1fr)_var(--aside)]",
  half: "gap-x-10 gap-y-9 broad:grid-cols-2",
  ask: "gap-x-16 gap-y-8 broad:grid-cols-[minmax(0,40rem)_22rem]",
} as const;

export function Columns({ as = "aside", children, beside }: ColumnsProps) {
  return (
    <div className={`grid grid-cols-[minmax(0,1fr)] ${shapes[as]}`}>
      <div className="min-w-0">{children}</div>
      {as === "half" ? <div className="min-w-0">{beside}</div> : <aside className="min-w-0">{beside}</aside>}
    </div>
  );
}
