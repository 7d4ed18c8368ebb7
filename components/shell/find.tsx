import { Icon } from "#components/ui/icon.tsx";
import { paths } from "#lib/paths.ts";

/** Finds accounts, by a plain form, where there is no script for the palette. */
export function Find() {
  return (
    <search className="block min-w-0 max-wide:hidden">
      <form action={paths.accounts()} method="get" className="relative">
        <Icon
          name="search"
          className="pointer-events-none absolute top-1/2 left-2 -translate-y-1/2 text-ink-3"
        />
        <input
          type="search"
          name="q"
          aria-label="Find an account"
          placeholder="Find an account by name, id or owner"
          className="input h-7.5 min-h-7.5 border-line-2 py-0 pl-8 hover:border-edge"
        />
      </form>
    </search>
  );
}
