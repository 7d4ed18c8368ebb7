import type { Metadata } from "next";
import { z } from "zod";
import { AgeCallout, CatalogueAge, howMany } from "#components/catalogue/catalogue-age.tsx";
import { GroupsList } from "#components/catalogue/groups-list.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { requireReader } from "#lib/auth/require-viewer.ts";
import { groupsFor } from "#lib/queries/catalogue/groups.ts";
import { syncAge } from "#lib/queries/catalogue/sync-age.ts";
import { readMoment } from "../moment.ts";
import { field, placeFields, type SearchParams } from "../search-params.ts";

export const metadata: Metadata = { title: "Groups" };

const address = z.object({ ...placeFields, q: field });

export default async function GroupsPage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireReader();
  const filters = address.parse(await searchParams);
  const { now, zone } = await readMoment();
  const [page, age] = await Promise.all([groupsFor(viewer, filters), syncAge(viewer, now)]);
  return (
    <>
      <PageHead
        title="Groups"
        sub={
          <>
            {howMany(page.total, page.unfiltered, "group")}. <CatalogueAge age={age} now={now} zone={zone} />
          </>
        }
      />
      <AgeCallout age={age} now={now} zone={zone} />
      <GroupsList page={page} q={filters.q} />
    </>
  );
}
