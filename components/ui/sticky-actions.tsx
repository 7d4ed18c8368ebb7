import type { ReactNode } from "react";

/** What one decides with: beside the content on wide screens, at the lower edge of a phone unless it is held sideways. */
export function StickyActions({ children }: { children: ReactNode }) {
  return (
    <div className="grid gap-2 border-line-2 max-wide:sticky max-wide:bottom-0 max-wide:-mx-4 max-wide:mt-6 max-wide:border-t max-wide:bg-surface max-wide:p-3 max-wide:pb-[calc(0.75rem+env(safe-area-inset-bottom))] max-wide:shadow-[0_-8px_24px_-12px_rgb(8_22_30/0.25)] wide:sticky wide:top-6 wide:border-t wide:border-ink wide:pt-3 [@media(max-height:30rem)]:static">
      {children}
    </div>
  );
}
