import type { ReactNode } from "react";
import { textOf } from "#lib/core/rules/rule-fields.ts";
import type { FieldTexts } from "./field-texts.ts";

type ExceptionsProps = {
  of: FieldTexts;
  /** The fields inside; it is open when one of them says something. */
  names: readonly string[];
  title: ReactNode;
  children: ReactNode;
};

/** Fields that are seldom used, folded away as long as they are empty. */
export function Exceptions({ of, names, title, children }: ExceptionsProps) {
  const isOpen = names.some((name) => textOf(of.fields, name) !== "" || of.errors[name] !== undefined);
  return (
    <details open={isOpen} className="group mb-5">
      <summary className="link inline-flex min-h-6 items-center py-1">{title}</summary>
      <div className="mt-2 border-l border-line-2 pl-4">{children}</div>
    </details>
  );
}
