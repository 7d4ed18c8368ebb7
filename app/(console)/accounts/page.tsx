import type { Metadata } from "next";
import { AccountsList } from "#components/catalogue/accounts-list.tsx";
import { AgeCallout, CatalogueAge, howMany } from "#components/catalogue/catalogue-age.tsx";
import { ExportLinks } from "#components/catalogue/export-links.tsx";
import { UnitTrail } from "#components/catalogue/unit-trail.tsx";
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
import { readAccountsAddress } from "./filters.ts";
import { tagsToChoose } from "./tags-to-choose.ts";

export const metadata: Metadata = { title: "Accounts" };

export default async function AccountsPage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireReader();
  const [{ filters, place, open }, { now, zone }] = await Promise.all([
    readAccountsAddress(searchParams),
    readMoment(),
  ]);
  const [page, units, age, tags] = await Promise.all([
    accountsFor(viewer, { ...filters, ...place }),
    unitTree(viewer, filters.unit),
    syncAge(viewer, now),
    tagsToChoose(viewer, open, filters.tag),
  ]);
  const chosen = units.find((unit) => unit.id === filters.unit);
  const hrefOf = (unit: { id: string; depth: number }) =>
    paths.accounts({ ...filters, ...open, unit: unit.depth === 0 ? null : unit.id });
  const trail = units.filter((unit) => unit.isOpen).map((unit) => ({ ...unit, href: hrefOf(unit) }));
  const sub = (
    <>
      {howMany(page.total, page.unfiltered, "account")}. <CatalogueAge age={age} now={now} zone={zone} />
    </>
  );
  const actions = (
    <>
      <ExportLinks list="accounts" filters={filters} />
      <SyncNow mayAsk={viewer.isAdministrator} isUnderWay={age.underWay !== null} />
    </>
  );
  return (
    <>
      <PageHead title="Accounts" sub={sub} actions={actions} />
      <AgeCallout age={age} now={now} zone={zone} />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-8 gap-y-3 broad:grid-cols-[13.5rem_minmax(0,1fr)]">
        <UnitTree units={units} chosen={filters.unit} hrefOf={hrefOf} />
        <div className="min-w-0 broad:-mt-3">
          {chosen && chosen.depth > 0 && <UnitTrail units={trail} />}
          <AccountsList page={page} filters={filters} unitName={chosen?.name} open={open} tags={tags} />
        </div>
      </div>
    </>
  );
}
