import { PolicyChange } from "#components/catalogue/policy-change.tsx";
import { sayField } from "#lib/core/catalogue/say-field.ts";
import type { FieldChange } from "#lib/core/catalogue/tell-change.ts";

/** What became of what, a line each; a rewritten document opens by itself, without script. */
export function FieldChanges({ fields }: { fields: readonly FieldChange[] }) {
  return (
    <ul>
      {fields.map((field) => (
        <li key={sayField(field)} className="wrap-anywhere">
          {field.is === "rewritten" ? (
            <details>
              <summary className="link w-fit">{sayField(field)}</summary>
              <PolicyChange what={field.what} before={field.before} after={field.after} />
            </details>
          ) : (
            <FieldLine field={field} />
          )}
        </li>
      ))}
    </ul>
  );
}

function FieldLine({ field }: { field: Exclude<FieldChange, { is: "rewritten" }> }) {
  if (field.is !== "became") return sayField(field);
  return (
    <>
      <span className="text-ink-2">{field.what}</span>{" "}
      <del className="text-ink-2">{field.before ?? "none"}</del> <span aria-hidden="true">→</span>{" "}
      <ins className="no-underline">{field.after ?? "none"}</ins>
    </>
  );
}
