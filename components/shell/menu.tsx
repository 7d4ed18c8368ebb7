"use client";

import { usePathname } from "next/navigation";
import { type FocusEvent, type KeyboardEvent, type ReactNode, useRef } from "react";

type MenuProps = {
  /** What opens it. */
  summary: ReactNode;
  className?: string;
  children: ReactNode;
};

/** A menu that opens without script; with it, it closes on Escape, when the focus leaves and when the page changes. */
export function Menu({ summary, className = "", children }: MenuProps) {
  const details = useRef<HTMLDetailsElement>(null);
  const pathname = usePathname();

  function close() {
    if (details.current) details.current.open = false;
  }
  function closeOnEscape(event: KeyboardEvent) {
    if (event.key !== "Escape" || !details.current?.open) return;
    close();
    details.current.querySelector("summary")?.focus();
  }
  function closeOnLeaving(event: FocusEvent) {
    if (event.relatedTarget instanceof Node && !details.current?.contains(event.relatedTarget)) close();
  }

  return (
    <details
      key={pathname}
      ref={details}
      onKeyDown={closeOnEscape}
      onBlur={closeOnLeaving}
      className={`relative ${className}`}
    >
      <summary className="inline-flex min-h-11 items-center gap-2 rounded-control px-1 font-medium wide:min-h-8">
        {summary}
      </summary>
      <div className="absolute top-full right-0 z-30 max-h-[calc(100vh-4rem)] w-56 overflow-auto rounded-float border border-line-2 bg-surface p-2 shadow-float">
        {children}
      </div>
    </details>
  );
}
