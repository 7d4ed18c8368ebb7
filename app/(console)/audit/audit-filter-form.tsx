import { auditWords } from "#components/access/audit-words.ts";
import { Button } from "#components/ui/button.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { paths } from "#lib/paths.ts";

type AuditFilterFormProps = {
  written: Readonly<
    Partial<Record<"action" | "actor" | "person" | "account" | "request" | "from" | "to", string | undefined>>
  >;
  actions: readonly string[];
  isFiltered: boolean;
};

const label = "grid gap-0.5 text-note text-ink-2 max-wide:col-span-1";

/** The filters of the audit as a form that asks by GET: the answer is a page with its own address. */
export function AuditFilterForm({ written, actions, isFiltered }: AuditFilterFormProps) {
  const text = (name: "actor" | "person" | "account" | "request", says: string, placeholder: string) => (
    <label className={label}>
      {says}
      <input
        name={name}
        defaultValue={written[name]}
        placeholder={placeholder}
        autoComplete="off"
        className="input"
      />
    </label>
  );
  return (
    <search>
      <form
        action={paths.audit()}
        method="get"
        className="mb-4 grid grid-cols-2 items-end gap-2 border-y border-line py-3 wide:grid-cols-[repeat(7,minmax(0,1fr))_auto]"
      >
        <label className={label}>
          Did
          <select name="action" defaultValue={written.action ?? ""} className="input">
            <option value="">anything</option>
            {actions.map((action) => (
              <option key={action} value={action}>
                {auditWords(action)}
              </option>
            ))}
          </select>
        </label>
        {text("actor", "Who", "name")}
        {text("person", "About person", "id")}
        {text("account", "Account", "12 digits")}
        {text("request", "Request", "R-1042")}
        <label className={label}>
          From
          <input type="date" name="from" defaultValue={written.from} className="input" />
        </label>
        <label className={label}>
          To
          <input type="date" name="to" defaultValue={written.to} className="input" />
        </label>
        <span className="flex gap-2 max-wide:col-span-2">
          <Button type="submit">Show</Button>
          {isFiltered && (
            <ButtonLink href={paths.audit()} kind="quiet">
              Clear
            </ButtonLink>
          )}
        </span>
      </form>
    </search>
  );
}
