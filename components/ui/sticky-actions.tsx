import type { ReactNode } from "react";

/** What one decides with: beside the content on wide screens, at the lower edge of a phone unless it is held sideways. */
export function StickyActions({ children }: { children: ReactNode }) {
  return (
    <div className="grid gap-2 border-line-2 max-wide:fixed max-wide:inset-x-0 max-wide:bottom-0 max-wide:z-10 max-wide:border-t max-wide:bg-surface max-wide:p-3 max-wide:pb-[calc(0.75rem+env(safe-area-inset-bottom))] max-wide:shadow-[0_-8px_24px_-12px_rgb(8_22_30/0.25)] wide:border-t wide:border-ink wide:pt-3 [@media(max-height:30rem)]:static!">
      {children}
    </div>
  );
}
