import type { ReactNode } from "react";
import type { RuleFields } from "#lib/core/rules/rule-fields.ts";

type SwitchFieldProps = { fields: RuleFields; name: string; label: ReactNode; says?: ReactNode };

/** Something that is so or not. */
export function SwitchField({ fields, name, label, says }: SwitchFieldProps) {
  return (
    <label className="mb-3 flex min-h-11 items-center gap-2 wide:min-h-8">
      <input type="checkbox" name={name} value="on" defaultChecked={fields[name] === "on"} />
      <span>
        <span className="font-medium">{label}</span> {says && <span className="text-ink-2">{says}</span>}
      </span>
    </label>
  );
}
