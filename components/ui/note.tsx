import type { ReactNode } from "react";

/** A quiet paragraph below what it explains. */
export function Note({ children }: { children: ReactNode }) {
  return <p className="mt-2 max-w-measure text-ink-2">{children}</p>;
}
