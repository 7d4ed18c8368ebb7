import type { Metadata } from "next";
import { AgeCallout, CatalogueAge, howMany } from "#components/catalogue/catalogue-age.tsx";
import { ExportLinks } from "#components/catalogue/export-links.tsx";
import { PeopleList } from "#components/catalogue/people-list.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { requireReader } from "#lib/auth/require-viewer.ts";
import { peopleFor } from "#lib/queries/catalogue/people.ts";
import { syncAge } from "#lib/queries/catalogue/sync-age.ts";
import { readMoment } from "../moment.ts";
import type { SearchParams } from "../search-params.ts";
import { readPeopleAddress } from "./filters.ts";

export const metadata: Metadata = { title: "People" };

export default async function PeoplePage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireReader();
  const [{ filters, place, open }, { now, zone }] = await Promise.all([
    readPeopleAddress(searchParams),
    readMoment(),
  ]);
  const [page, age] = await Promise.all([peopleFor(viewer, { ...filters, ...place }), syncAge(viewer, now)]);
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
        actions={<ExportLinks list="people" filters={filters} />}
      />
      <AgeCallout age={age} now={now} zone={zone} />
      <PeopleList page={page} filters={filters} open={open} />
    </>
  );
}
