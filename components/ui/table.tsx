import type { ReactNode } from "react";
import { TableKeys } from "#components/ui/table-keys.tsx";

type TableProps = {
  /** Said to those who do not see the page around it. */
  caption: string;
  /** A row of HeadCell. */
  head: ReactNode;
  /** "sr" keeps the head for assistive technology only; "sticky" holds it under the top bar. */
  headIs?: "plain" | "sticky" | "sr";
  /** On phones: rows become blocks ("blocks"), or a path's rail ("paths"). Without it the frame scrolls sideways. */
  fold?: "blocks" | "paths";
  /** J, K and Enter move through rows and open them, / goes to the page's filter; all of it only from inside the table. */
  keys?: boolean;
  /** Rows: Row, GroupRow and so on, or plain tr. */
  children: ReactNode;
};

export function Table({ caption, head, headIs = "plain", fold, keys = false, children }: TableProps) {
  const table = (
    <table className="table" {...(fold && { "data-fold": fold })}>
      <caption className="sr-only">{caption}</caption>
      <thead
        {...(headIs === "sticky" && { "data-sticky": true })}
        {...(headIs === "sr" && { className: "sr-only" })}
      >
        <tr>{head}</tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
  return <div className="table-frame">{keys ? <TableKeys>{table}</TableKeys> : table}</div>;
}
