import type { ReactNode } from "react";

/** What belongs to the row above, across all columns. Below an alarm row it carries the alarm's rule. */
export function DetailRow({ children, columns }: { children: ReactNode; columns: number }) {
  return (
    <tr data-kind="detail">
      <td colSpan={columns}>{children}</td>
    </tr>
  );
}
