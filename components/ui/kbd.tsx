import type { ReactNode } from "react";

export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="rounded-control border border-b-2 border-line-2 bg-surface px-1.25 py-0.75 font-sans text-[0.6875rem] leading-none font-medium whitespace-nowrap text-ink-2">
      {children}
    </kbd>
  );
}
