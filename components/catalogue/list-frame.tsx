import type { ReactNode } from "react";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { Chip } from "#components/ui/chip.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { Filters } from "#components/ui/filters.tsx";
import { SearchField } from "#components/ui/search-field.tsx";
import { paths } from "#lib/paths.ts";

type ListFrameProps = {
  /** The list's own address, without any filter. */
  action: string;
  /** What the search looks in: "Name, id or tag". */
  searches: string;
  q: string | undefined;
  /** The page without the search. */
  withoutSearch: string;
  keeps?: Readonly<Record<string, string | undefined>>;
  /** Further filters, beside the search. */
  filters?: ReactNode;
  /** What the list is of: "permission set". */
  noun: string;
  total: number;
  unfiltered: number;
  /** The table and the way on, drawn when there is a row. */
  children: ReactNode;
};

/** A searchable list: the filters, and the table or what to do when there is nothing. */
export function ListFrame({
  action,
  searches,
  q,
  withoutSearch,
  keeps,
  filters,
  noun,
  total,
  unfiltered,
  children,
}: ListFrameProps) {
  return (
    <>
      <Filters>
        <SearchField action={action} value={q} label={searches} {...(keeps && { keeps })} />
        {filters}
        {q && <Chip field="Has" value={q} removeHref={withoutSearch} />}
      </Filters>
      {total > 0 && children}
      {total === 0 && unfiltered > 0 && (
        <Empty title={`No ${noun} is like that.`} action={<ButtonLink href={action}>Show all</ButtonLink>}>
          Look for another part of the name, or take a filter away.
        </Empty>
      )}
      {unfiltered === 0 && (
        <Empty
          title={`No ${noun} has been read from AWS.`}
          action={<ButtonLink href={paths.status()}>See what the worker does</ButtonLink>}
        >
          They appear when a read of AWS is complete.
        </Empty>
      )}
    </>
  );
}
