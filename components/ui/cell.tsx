import type { CSSProperties, ReactNode } from "react";

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
  /** On phones: its place in the block, where it is not the place in the row. */
  order?: number;
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
  order,
  width,
  heads = false,
  className = "",
}: CellProps) {
  const style: CSSProperties & Record<`--${string}`, number> = {
    ...(width !== undefined && { width }),
    ...(order !== undefined && { "--order": order }),
  };
  const attributes = {
    className: `${quiet ? "text-ink-2" : ""} ${nowrap ? "whitespace-nowrap" : ""} ${className}`,
    ...(number && { "data-number": true }),
    ...(cut && { "data-cut": true }),
    ...(label !== undefined && { "data-l": label }),
    ...(phone !== undefined && { "data-phone": phone }),
    style,
  };
  return heads ? (
    <th scope="row" {...attributes}>
      {children}
    </th>
  ) : (
    <td {...attributes}>{cut ? <span>{children}</span> : children}</td>
  );
}
