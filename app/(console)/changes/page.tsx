import type { Metadata } from "next";
import { readMoment } from "#app/(console)/moment.ts";
import type { SearchParams } from "#app/(console)/search-params.ts";
import { ChangesList } from "#components/catalogue/changes-list.tsx";
import { ExportLinks } from "#components/catalogue/export-links.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { requireReader } from "#lib/auth/require-viewer.ts";
import { paths } from "#lib/paths.ts";
import { changesFor } from "#lib/queries/catalogue/changes.ts";
import { readChangesAddress } from "./changes-address.ts";
import { ChangesFilterForm } from "./changes-filter-form.tsx";
import { CountsThen } from "./counts-then.tsx";
import { NoChanges } from "./no-changes.tsx";
import { SpanAndDrift } from "./span-and-drift.tsx";

export const metadata: Metadata = { title: "Changes" };

export default async function ChangesPage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireReader();
  const moment = await readMoment();
  const address = readChangesAddress(await searchParams, moment);
  const page = await changesFor(viewer, address.filters);
  const { written } = address;
  const isFiltered = Object.values(written).some((value) => value !== undefined);
  const then = <CountsThen viewer={viewer} asOf={address.asOf} {...moment} />;
  return (
    <>
      <PageHead
        title="Changes"
        actions={<ExportLinks list="changes" filters={written} />}
        sub="What a read of AWS saw otherwise than the read before. AWS made a change at some time between the two."
      />
      {address.asOf !== undefined && <div className="mb-6">{then}</div>}
      <ChangesFilterForm written={written} byNoun={page.byNoun} isFiltered={isFiltered} />
      <SpanAndDrift address={address} total={page.total} now={moment.now} zone={moment.zone} />
      <ChangesList
        page={page}
        hrefOf={(place) => paths.changes({ ...written, ...place })}
        empty={<NoChanges isRead={page.firstReadAt !== null} isFiltered={isFiltered} />}
        {...moment}
      />
      {address.asOf === undefined && then}
    </>
  );
}
