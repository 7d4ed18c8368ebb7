import type { Metadata } from "next";
import { AgeCallout, CatalogueAge } from "#components/catalogue/catalogue-age.tsx";
import { ExportLinks } from "#components/catalogue/export-links.tsx";
import { FindingsAnswer } from "#components/catalogue/findings-answer.tsx";
import { FindingsTabs } from "#components/catalogue/findings-tabs.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { requireReader } from "#lib/auth/require-viewer.ts";
import { findingCounts } from "#lib/queries/catalogue/findings/finding-counts.ts";
import { syncAge } from "#lib/queries/catalogue/sync-age.ts";
import { readMoment } from "../moment.ts";
import { choice, placeFields, type SearchParams } from "../search-params.ts";
import { findingFields, findingViews } from "./filters.ts";
import { FindingsView } from "./views.tsx";

export const metadata: Metadata = { title: "Findings" };

const address = findingFields.extend({ ...placeFields, view: choice(findingViews) });

export default async function FindingsPage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireReader();
  const { view = "administrators", q, after, before } = address.parse(await searchParams);
  const { now, zone } = await readMoment();
  const [counts, age] = await Promise.all([findingCounts(viewer), syncAge(viewer, now)]);
  return (
    <>
      <PageHead
        title="Findings"
        sub={
          <>
            What an administrator should look at. <CatalogueAge age={age} now={now} zone={zone} />
          </>
        }
        actions={<ExportLinks list={`finding-${view}`} filters={{ q }} />}
      />
      <AgeCallout age={age} now={now} zone={zone} />
      {counts && <FindingsAnswer counts={counts} />}
      {counts && <FindingsTabs counts={counts} view={view} />}
      <FindingsView view={view} viewer={viewer} filters={{ q, after, before }} />
    </>
  );
}
