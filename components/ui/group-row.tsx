import type { ReactNode } from "react";

/** Heads the rows below it: "Standing, 39". */
export function GroupRow({ children, columns }: { children: ReactNode; columns: number }) {
  return (
    <tr data-kind="group">
      <th scope="rowgroup" colSpan={columns}>
        {children}
      </th>
    </tr>
  );
}
