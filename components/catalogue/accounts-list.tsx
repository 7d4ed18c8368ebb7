import { sayAccountState } from "#components/catalogue/account-state.tsx";
import { type AccountListed, AccountsTable } from "#components/catalogue/accounts-table.tsx";
import { ListPager } from "#components/catalogue/list-pager.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { Chip } from "#components/ui/chip.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { Filters } from "#components/ui/filters.tsx";
import { SearchField } from "#components/ui/search-field.tsx";
import { SegmentedLinks } from "#components/ui/segmented-links.tsx";
import type { AccountState } from "#lib/core/catalogue.ts";
import { paths } from "#lib/paths.ts";

type AccountsListProps = {
  page: { rows: readonly AccountListed[]; skipped: number; total: number; unfiltered: number };
  filters: {
    q?: string | undefined;
    unit?: string | undefined;
    state?: AccountState | undefined;
    sort?: "name" | "people" | undefined;
  };
  unitName: string | undefined;
};

/** The accounts that the filters leave: filters, table, the way on. */
export function AccountsList({ page, filters: { q, unit, state, sort }, unitName }: AccountsListProps) {
  const filters = { q, unit, state, sort };
  const at = (change: Partial<typeof filters>) => paths.accounts({ ...filters, ...change });
  return (
    <div className="min-w-0">
      <Filters>
        <SearchField
          action={paths.accounts()}
          value={q}
          label="Name, id, mail or tag"
          keeps={{ unit, state, sort }}
        />
        <SegmentedLinks
          label="State"
          options={[
            { label: "Any state", href: at({ state: undefined }), current: state === undefined },
            { label: "Active", href: at({ state: "ACTIVE" }), current: state === "ACTIVE" },
            { label: "Suspended", href: at({ state: "SUSPENDED" }), current: state === "SUSPENDED" },
          ]}
        />
        {q && <Chip field="Has" value={q} removeHref={at({ q: undefined })} />}
        {unit && <Chip field="OU is" value={`${unitName} and below`} removeHref={at({ unit: undefined })} />}
        {state && state !== "ACTIVE" && state !== "SUSPENDED" && (
          <Chip field="State" value={sayAccountState(state)} removeHref={at({ state: undefined })} />
        )}
      </Filters>
      {page.rows.length === 0 ? (
        <NoAccounts isEmpty={page.unfiltered === 0} />
      ) : (
        <>
          <AccountsTable
            accounts={page.rows}
            sort={sort ?? "name"}
            sortHrefs={{ name: at({ sort: undefined }), people: at({ sort: "people" }) }}
          />
          <ListPager
            page={page}
            idOf={(row) => row.id}
            hrefOf={(place) => paths.accounts({ ...filters, ...place })}
          />
        </>
      )}
    </div>
  );
}

function NoAccounts({ isEmpty }: { isEmpty: boolean }) {
  if (isEmpty) {
    return (
      <Empty
        title="No account has been read from AWS yet."
        action={<ButtonLink href={paths.status()}>See what the worker does</ButtonLink>}
      >
        They appear when the first read of AWS is complete.
      </Empty>
    );
  }
  return (
    <Empty
      title="No account is like that."
      action={<ButtonLink href={paths.accounts()}>Show all accounts</ButtonLink>}
    >
      Look for a part of the name, the id or the owner, or take a filter away.
    </Empty>
  );
}
