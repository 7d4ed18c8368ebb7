import { kindWords, nounWords, sayBounded } from "#components/catalogue/change-words.ts";
import { Button } from "#components/ui/button.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { type ChangesPage, changeKinds, changeNouns } from "#lib/core/catalogue/change.ts";
import { paths } from "#lib/paths.ts";

type Field =
  | "noun"
  | "kind"
  | "account"
  | "set"
  | "person"
  | "group"
  | "from"
  | "to"
  | "run"
  | "drift"
  | "last";

type ChangesFilterFormProps = {
  written: Readonly<Partial<Record<Field, string | undefined>>>;
  byNoun: ChangesPage["byNoun"];
  isFiltered: boolean;
};

const label = "grid min-w-0 gap-0.5 text-note text-ink-2";

/** The filters of the changes as a form that asks by GET: the answer is a page with its own address. */
export function ChangesFilterForm({ written, byNoun, isFiltered }: ChangesFilterFormProps) {
  const about = (name: "account" | "set" | "person" | "group", says: string, placeholder: string) => (
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
        action={paths.changes()}
        method="get"
        className="mb-3 grid grid-cols-2 items-end gap-2 border-y border-line py-3 wide:grid-cols-[repeat(4,minmax(0,1fr))_auto]"
      >
        <label className={label}>
          Of
          <select name="noun" defaultValue={written.noun ?? ""} className="input">
            <option value="">anything</option>
            {changeNouns.map((noun) => (
              <option key={noun} value={noun}>
                {nounWords(noun)}
                {counted(byNoun, noun)}
              </option>
            ))}
          </select>
        </label>
        <label className={label}>
          Kind
          <select name="kind" defaultValue={written.kind ?? ""} className="input">
            <option value="">any</option>
            {changeKinds.map((kind) => (
              <option key={kind} value={kind}>
                {kindWords[kind].toLowerCase()}
              </option>
            ))}
          </select>
        </label>
        <label className={`${label} max-wide:col-span-2`}>
          From
          <input
            type="datetime-local"
            name="from"
            defaultValue={written.from}
            className="input w-full min-w-0"
          />
        </label>
        <label className={`${label} max-wide:col-span-2`}>
          To
          <input type="datetime-local" name="to" defaultValue={written.to} className="input w-full min-w-0" />
        </label>
        <span className="max-wide:hidden" />
        {about("account", "Account", "12 digits")}
        {about("set", "Permission set", "ps-…")}
        {about("person", "Person", "id")}
        {about("group", "Group", "id")}
        {(["drift", "run", "last"] as const).map(
          (name) =>
            written[name] !== undefined && (
              <input key={name} type="hidden" name={name} value={written[name]} />
            ),
        )}
        <span className="flex gap-2 max-wide:col-span-2">
          <Button type="submit">Show</Button>
          {isFiltered && (
            <ButtonLink href={paths.changes()} kind="quiet">
              Clear
            </ButtonLink>
          )}
        </span>
      </form>
    </search>
  );
}

function counted(byNoun: ChangesPage["byNoun"], noun: (typeof changeNouns)[number]): string {
  const found = byNoun.find((each) => each.noun === noun);
  return found ? `, ${sayBounded(found)}` : "";
}
