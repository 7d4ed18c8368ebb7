import type { Metadata } from "next";
import { AccountsList } from "#components/catalogue/accounts-list.tsx";
import { AgeCallout, CatalogueAge, howMany } from "#components/catalogue/catalogue-age.tsx";
import { UnitTree } from "#components/catalogue/unit-tree.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { requireReader } from "#lib/auth/require-viewer.ts";
import { paths } from "#lib/paths.ts";
import { accountsFor } from "#lib/queries/catalogue/accounts.ts";
import { syncAge } from "#lib/queries/catalogue/sync-age.ts";
import { unitTree } from "#lib/queries/catalogue/unit-tree.ts";
import { readMoment } from "../moment.ts";
import type { SearchParams } from "../search-params.ts";
import { SyncNow } from "../status/sync-now.tsx";
import { readFilters } from "./filters.ts";

export const metadata: Metadata = { title: "Accounts" };

export default async function AccountsPage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireReader();
  const [filters, { now, zone }] = await Promise.all([readFilters(searchParams), readMoment()]);
  const [page, units, age] = await Promise.all([
    accountsFor(viewer, filters),
    unitTree(viewer),
    syncAge(viewer, now),
  ]);
  const chosen = units.find((unit) => unit.id === filters.unit);
  return (
    <>
      <PageHead
        title="Accounts"
        sub={
          <>
            {howMany(page.total, page.unfiltered, "account")}.{" "}
            <CatalogueAge age={age} now={now} zone={zone} />
          </>
        }
        actions={<SyncNow mayAsk={viewer.isAdministrator} isUnderWay={age.underWay !== null} />}
      />
      <AgeCallout age={age} now={now} zone={zone} />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-8 gap-y-3 broad:grid-cols-[13.5rem_minmax(0,1fr)]">
        <UnitTree
          units={units}
          chosen={filters.unit}
          hrefOf={(unit) =>
            paths.accounts({ ...filters, unit: unit.depth === 0 ? null : unit.id, after: null, before: null })
          }
        />
        <AccountsList page={page} filters={filters} unitName={chosen?.name ?? filters.unit} />
      </div>
    </>
  );
}
