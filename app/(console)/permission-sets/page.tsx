import type { Metadata } from "next";
import { AgeCallout, CatalogueAge, howMany } from "#components/catalogue/catalogue-age.tsx";
import { ExportLinks } from "#components/catalogue/export-links.tsx";
import { PermissionSetsList } from "#components/catalogue/permission-sets-list.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { requireReader } from "#lib/auth/require-viewer.ts";
import { permissionSetsFor } from "#lib/queries/catalogue/permission-sets.ts";
import { syncAge } from "#lib/queries/catalogue/sync-age.ts";
import { readMoment } from "../moment.ts";
import type { SearchParams } from "../search-params.ts";
import { readPermissionSetsAddress } from "./filters.ts";

export const metadata: Metadata = { title: "Permission sets" };

export default async function PermissionSetsPage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireReader();
  const [{ filters, place, open }, { now, zone }] = await Promise.all([
    readPermissionSetsAddress(searchParams),
    readMoment(),
  ]);
  const [page, age] = await Promise.all([
    permissionSetsFor(viewer, { ...filters, ...place }),
    syncAge(viewer, now),
  ]);
  return (
    <>
      <PageHead
        title="Permission sets"
        sub={
          <>
            {howMany(page.total, page.unfiltered, "permission set")}.{" "}
            <CatalogueAge age={age} now={now} zone={zone} />
          </>
        }
        actions={<ExportLinks list="permission-sets" filters={filters} />}
      />
      <AgeCallout age={age} now={now} zone={zone} />
      <PermissionSetsList page={page} filters={filters} open={open} />
    </>
  );
}
