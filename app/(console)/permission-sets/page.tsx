import type { Metadata } from "next";
import { z } from "zod";
import { AgeCallout, CatalogueAge, howMany } from "#components/catalogue/catalogue-age.tsx";
import { PermissionSetsList } from "#components/catalogue/permission-sets-list.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { requireReader } from "#lib/auth/require-viewer.ts";
import { permissionSetsFor } from "#lib/queries/catalogue/permission-sets.ts";
import { syncAge } from "#lib/queries/catalogue/sync-age.ts";
import { readMoment } from "../moment.ts";
import { field, placeFields, type SearchParams } from "../search-params.ts";

export const metadata: Metadata = { title: "Permission sets" };

const address = z.object({ ...placeFields, q: field });

export default async function PermissionSetsPage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireReader();
  const filters = address.parse(await searchParams);
  const { now, zone } = await readMoment();
  const [page, age] = await Promise.all([permissionSetsFor(viewer, filters), syncAge(viewer, now)]);
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
      />
      <AgeCallout age={age} now={now} zone={zone} />
      <PermissionSetsList page={page} q={filters.q} />
    </>
  );
}
