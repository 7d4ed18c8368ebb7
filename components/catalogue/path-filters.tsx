import type { ReactNode } from "react";
import { Chip } from "#components/ui/chip.tsx";
import { Filters } from "#components/ui/filters.tsx";
import { SearchField } from "#components/ui/search-field.tsx";
import { SegmentedLinks } from "#components/ui/segmented-links.tsx";

export type PathAsked = {
  q?: string | undefined;
  kind?: "standing" | "temporary" | undefined;
  set?: string | undefined;
  through?: string | undefined;
  disabled?: "only" | "without" | undefined;
};

type PathFiltersProps = {
  /** The page's own address, without its query, and what of the query is no filter. */
  action: string;
  keeps: Readonly<Record<string, string | undefined>>;
  asked: PathAsked;
  /** The page with these filters and no others. */
  hrefOf: (filters: PathAsked) => string;
  /** What the search looks in. */
  searches: string;
  /** What the permission set and the group of the filters are called. */
  names?: { set?: string | undefined; through?: string | undefined };
  /** Further filters, beside these. */
  children?: ReactNode;
};

/** The filters of a list of paths: words, standing or temporary, and what a link elsewhere has asked for. */
export function PathFilters({
  action,
  keeps,
  asked,
  hrefOf,
  searches,
  names = {},
  children,
}: PathFiltersProps) {
  const { q, kind, set, through, disabled } = asked;
  const option = (label: string, value: typeof kind) => ({
    label,
    href: hrefOf({ ...asked, kind: value }),
    current: kind === value,
  });
  return (
    <Filters>
      <SearchField
        action={action}
        value={q}
        label={searches}
        keeps={{ ...keeps, kind, set, through, disabled }}
      />
      <SegmentedLinks
        label="Kind"
        options={[option("All", undefined), option("Standing", "standing"), option("Temporary", "temporary")]}
      />
      {children}
      {q && <Chip field="Has" value={q} removeHref={hrefOf({ ...asked, q: undefined })} />}
      {set && <Chip field="By" value={names.set ?? set} removeHref={hrefOf({ ...asked, set: undefined })} />}
      {through && (
        <Chip
          field="Through"
          value={through === "direct" ? "own assignments" : (names.through ?? through)}
          removeHref={hrefOf({ ...asked, through: undefined })}
        />
      )}
    </Filters>
  );
}

/** Whether a filter is on. */
export function isFiltered({ q, kind, set, through, disabled }: PathAsked): boolean {
  return [q, kind, set, through, disabled].some((each) => each !== undefined);
}
