import type { ReactNode } from "react";

type CellProps = {
  children?: ReactNode;
  number?: boolean;
  /** Secondary text that may be cut with an ellipsis. */
  cut?: boolean;
  /** Secondary text. */
  quiet?: boolean;
  nowrap?: boolean;
  /** The column's name, shown on phones where the head is gone. */
  label?: string;
  /** On phones: across the whole block, at its right end, or not at all. */
  phone?: "wide" | "end" | "hide";
  width?: string;
  /** A row's header cell: what the row is about. */
  heads?: boolean;
  className?: string;
};

export function Cell({
  children,
  number = false,
  cut = false,
  quiet = false,
  nowrap = false,
  label,
  phone,
  width,
  heads = false,
  className = "",
}: CellProps) {
  const attributes = {
    className: `${quiet ? "text-ink-2" : ""} ${nowrap ? "whitespace-nowrap" : ""} ${className}`,
    ...(number && { "data-number": true }),
    ...(cut && { "data-cut": true }),
    ...(label !== undefined && { "data-l": label }),
    ...(phone !== undefined && { "data-phone": phone }),
    ...(width !== undefined && { style: { width } }),
  };
  return heads ? (
    <th scope="row" {...attributes}>
      {children}
    </th>
  ) : (
    <td {...attributes}>{children}</td>
  );
}
