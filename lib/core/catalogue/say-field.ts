import type { FieldChange } from "./tell-change.ts";

/** One difference in a few words; a document says that it was rewritten and no more. */
export function sayField(field: FieldChange): string {
  switch (field.is) {
    case "became":
      return `${field.what}: ${field.before ?? "none"} → ${field.after ?? "none"}`;
    case "moved":
      return `moved from ${field.before ?? "nowhere"} to ${field.after ?? "nowhere"}`;
    case "gained":
      return `${field.what} added: ${field.value}`;
    case "lost":
      return `${field.what} removed: ${field.value}`;
    case "rewritten":
      if (field.before === null) return `${field.what} added`;
      return field.after === null ? `${field.what} removed` : `${field.what} changed`;
    case "otherwise":
      return `differs in ${field.what}`;
  }
}
