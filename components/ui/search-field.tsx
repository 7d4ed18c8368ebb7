import { Icon } from "#components/ui/icon.tsx";

type SearchFieldProps = {
  /** Where it asks, by GET. */
  action: string;
  name?: string;
  value?: string | undefined;
  /** What it searches, as its name and its placeholder. */
  label: string;
  /** Filters that stay on: sent along as hidden fields. */
  keeps?: Readonly<Record<string, string | undefined>>;
};

/** A search that is a form: Enter asks, the answer is a page with its own address. */
export function SearchField({ action, name = "q", value, label, keeps = {} }: SearchFieldProps) {
  return (
    <search className="block w-56 max-wide:w-full">
      <form action={action} method="get">
        {Object.entries(keeps).map(
          ([field, kept]) =>
            kept !== undefined && <input key={field} type="hidden" name={field} value={kept} />,
        )}
        <span className="relative block">
          <Icon name="search" className="absolute top-1/2 left-2 -translate-y-1/2 text-ink-3" />
          <input
            type="search"
            name={name}
            defaultValue={value}
            aria-label={label}
            placeholder={label}
            data-filter
            className="input min-h-7 py-0.5 pl-8 max-wide:min-h-11"
          />
        </span>
      </form>
    </search>
  );
}
