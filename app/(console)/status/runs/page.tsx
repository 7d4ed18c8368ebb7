import type { Metadata } from "next";
import { readMoment } from "#app/(console)/moment.ts";
import type { SearchParams } from "#app/(console)/search-params.ts";
import { howMany } from "#components/catalogue/catalogue-age.tsx";
import { StatusTabs } from "#components/catalogue/status-tabs.tsx";
import { SyncRunsTable } from "#components/catalogue/sync-runs-table.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { Pager } from "#components/ui/pager.tsx";
import { requireReader } from "#lib/auth/require-viewer.ts";
import { paths } from "#lib/paths.ts";
import { syncRunsFor } from "#lib/queries/catalogue/sync-runs.ts";
import { readRunsAddress } from "./runs-address.ts";
import { RunsFilters } from "./runs-filters.tsx";

export const metadata: Metadata = { title: "Reads of AWS" };

export default async function RunsPage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireReader();
  const [address, moment] = await Promise.all([readRunsAddress(searchParams), readMoment()]);
  const { rows, skipped, total, unfiltered } = await syncRunsFor(viewer, address);
  const { after: _after, before: _before, ...filters } = address;
  const [first, last] = [rows[0], rows.at(-1)];
  const person = rows.find((run) => run.askedBy?.id === address.by)?.askedBy;
  return (
    <>
      <PageHead
        title="Reads of AWS"
        crumbs={[{ label: "Status", href: paths.status() }]}
        sub={`${howMany(total, unfiltered, "read")}.`}
      />
      <StatusTabs current="reads" />
      <RunsFilters address={address} personName={person?.name} />
      {!first || !last ? (
        <Empty
          title={unfiltered === 0 ? "AWS has not been read yet." : "No read is like that."}
          action={unfiltered > 0 && <ButtonLink href={paths.syncRuns()}>Show every read</ButtonLink>}
        >
          The worker reads AWS on its timer, and whenever an administrator asks.
        </Empty>
      ) : (
        <>
          <SyncRunsTable runs={rows} hrefBy={(by) => paths.syncRuns({ ...filters, by })} {...moment} />
          <Pager
            from={skipped + 1}
            to={skipped + rows.length}
            of={total}
            previous={skipped > 0 ? paths.syncRuns({ ...filters, before: first.id }) : null}
            next={skipped + rows.length < total ? paths.syncRuns({ ...filters, after: last.id }) : null}
          />
        </>
      )}
    </>
  );
}
