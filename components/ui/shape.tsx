import type { LucideIconData } from "lucide-react/types";
import { createElement } from "react";

type ShapeProps = {
  of: LucideIconData;
  /** In pixels; 16 unless told. */
  size?: number;
  className?: string;
};

/** One drawing as plain markup, hidden from assistive technology: the word stands beside it. */
export function Shape({ of, size = 16, className = "" }: ShapeProps) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 24 24"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth={1.75}
      strokeLinecap="round"
      strokeLinejoin="round"
      className={`inline-block flex-none align-[-0.19em] ${className}`}
    >
      {of.node.map(([tag, attributes]) => createElement(tag, attributes))}
    </svg>
  );
}
