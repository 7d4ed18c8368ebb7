import type { Metadata } from "next";
import { AgeCallout, CatalogueAge, howMany } from "#components/catalogue/catalogue-age.tsx";
import { ExportLinks } from "#components/catalogue/export-links.tsx";
import { GroupsList } from "#components/catalogue/groups-list.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { requireReader } from "#lib/auth/require-viewer.ts";
import { groupsFor } from "#lib/queries/catalogue/groups.ts";
import { syncAge } from "#lib/queries/catalogue/sync-age.ts";
import { readMoment } from "../moment.ts";
import type { SearchParams } from "../search-params.ts";
import { readGroupsAddress } from "./filters.ts";

export const metadata: Metadata = { title: "Groups" };

export default async function GroupsPage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireReader();
  const [{ filters, place, open }, { now, zone }] = await Promise.all([
    readGroupsAddress(searchParams),
    readMoment(),
  ]);
  const [page, age] = await Promise.all([groupsFor(viewer, { ...filters, ...place }), syncAge(viewer, now)]);
  return (
    <>
      <PageHead
        title="Groups"
        sub={
          <>
            {howMany(page.total, page.unfiltered, "group")}. <CatalogueAge age={age} now={now} zone={zone} />
          </>
        }
        actions={<ExportLinks list="groups" filters={filters} />}
      />
      <AgeCallout age={age} now={now} zone={zone} />
      <GroupsList page={page} filters={filters} open={open} />
    </>
  );
}
