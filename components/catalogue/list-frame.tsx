import type { ReactNode } from "react";
import { AddFilter, type FilterGroup, FilterPanel } from "#components/catalogue/filter-panel.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { Chip } from "#components/ui/chip.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { Filters } from "#components/ui/filters.tsx";
import { SearchField } from "#components/ui/search-field.tsx";
import { paths } from "#lib/paths.ts";

export type ActiveFilter = { field: string; value: ReactNode; removeHref: string };

type ListFrameProps = {
  /** The list's own address, without any filter. */
  action: string;
  /** What the search looks in: "Name, id or tag". */
  searches: string;
  q: string | undefined;
  /** The other filters and the order, which a search keeps. */
  keeps: Readonly<Record<string, string | undefined>>;
  /** Two or three exclusive views, beside the search. */
  views?: ReactNode;
  /** The filters that are on, each with the page without it. */
  active: readonly ActiveFilter[];
  /** Every filter there is to choose from; null while the choice is closed. */
  choices: readonly FilterGroup[] | null;
  openHref: string;
  closeHref: string;
  /** What the list is of: "permission set". */
  noun: string;
  total: number;
  unfiltered: number;
  /** The table and the way on, drawn when there is a row. */
  children: ReactNode;
};

/** A list: its search and filters, and the table or what to do when there is nothing. */
export function ListFrame(props: ListFrameProps) {
  const { action, searches, q, keeps, views, active, choices, openHref, closeHref, total, children } = props;
  return (
    <div className="min-w-0">
      <Filters>
        <SearchField action={action} value={q} label={searches} keeps={keeps} />
        {views}
        {active.map((filter) => (
          <Chip key={filter.field} {...filter} />
        ))}
        <AddFilter href={choices ? closeHref : openHref} isOpen={choices !== null} />
      </Filters>
      {choices && <FilterPanel groups={choices} closeHref={closeHref} />}
      {total > 0 ? children : <Nothing {...props} />}
    </div>
  );
}

function Nothing({ noun, unfiltered, action }: ListFrameProps) {
  if (unfiltered > 0) {
    return (
      <Empty title={`No ${noun} is like that.`} action={<ButtonLink href={action}>Show all</ButtonLink>}>
        Look for another part of the name, or take a filter away.
      </Empty>
    );
  }
  return (
    <Empty
      title={`No ${noun} has been read from AWS.`}
      action={<ButtonLink href={paths.status()}>See what the worker does</ButtonLink>}
    >
      They appear when a read of AWS is complete.
    </Empty>
  );
}
