import { accountFilterGroups, activeAccountFilters } from "#components/catalogue/account-filters.tsx";
import type { AccountsShown } from "#components/catalogue/accounts-shown.ts";
import { type AccountListed, AccountsTable } from "#components/catalogue/accounts-table.tsx";
import { ListFrame } from "#components/catalogue/list-frame.tsx";
import { ListPager } from "#components/catalogue/list-pager.tsx";
import { sortOf } from "#components/catalogue/sort-of.ts";
import { SegmentedLinks } from "#components/ui/segmented-links.tsx";
import { paths } from "#lib/paths.ts";

type AccountsListProps = AccountsShown & {
  page: { rows: readonly AccountListed[]; skipped: number; total: number; unfiltered: number };
};

/** The accounts that the filters leave: filters, table, the way on. */
export function AccountsList({ page, ...shown }: AccountsListProps) {
  const { filters, open } = shown;
  const at = (change: Partial<typeof filters>) => paths.accounts({ ...filters, ...open, ...change });
  const { q, sort, ...others } = filters;
  const state = (label: string, value: typeof filters.state) => ({
    label,
    href: at({ state: value }),
    current: filters.state === value,
  });
  return (
    <ListFrame
      action={paths.accounts()}
      searches="Name, id, mail or tag"
      q={q}
      keeps={{ ...others, sort }}
      views={
        <SegmentedLinks
          label="State"
          options={[
            state("Any state", undefined),
            state("Active", "ACTIVE"),
            state("Suspended", "SUSPENDED"),
          ]}
        />
      }
      active={activeAccountFilters(shown, at)}
      choices={open.choose ? accountFilterGroups(shown, at) : null}
      openHref={paths.accounts({ ...filters, choose: "filters" })}
      closeHref={paths.accounts(filters)}
      noun="account"
      total={page.total}
      unfiltered={page.unfiltered}
    >
      <AccountsTable
        accounts={page.rows}
        sorts={{
          name: sortOf(filters, "name", "ascending", at),
          people: sortOf(filters, "people", "descending", at),
          administrators: sortOf(filters, "administrators", "descending", at),
        }}
        ownerHref={(owner) => at({ owner })}
      />
      <ListPager
        page={page}
        idOf={(row) => row.id}
        hrefOf={(place) => paths.accounts({ ...filters, ...open, ...place })}
      />
    </ListFrame>
  );
}
