import type { Metadata } from "next";
import { z } from "zod";
import { AgeCallout, CatalogueAge, howMany } from "#components/catalogue/catalogue-age.tsx";
import { PeopleList } from "#components/catalogue/people-list.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { requireReader } from "#lib/auth/require-viewer.ts";
import { peopleFor } from "#lib/queries/catalogue/people.ts";
import { syncAge } from "#lib/queries/catalogue/sync-age.ts";
import { readMoment } from "../moment.ts";
import { choice, field, placeFields, type SearchParams } from "../search-params.ts";

export const metadata: Metadata = { title: "People" };

const address = z.object({ ...placeFields, q: field, status: choice(["ENABLED", "DISABLED"]) });

export default async function PeoplePage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireReader();
  const filters = address.parse(await searchParams);
  const { now, zone } = await readMoment();
  const [page, age] = await Promise.all([peopleFor(viewer, filters), syncAge(viewer, now)]);
  return (
    <>
      <PageHead
        title="People"
        sub={
          <>
            {howMany(page.total, page.unfiltered, "person", "people")}.{" "}
            <CatalogueAge age={age} now={now} zone={zone} />
          </>
        }
      />
      <AgeCallout age={age} now={now} zone={zone} />
      <PeopleList page={page} q={filters.q} status={filters.status} />
    </>
  );
}
