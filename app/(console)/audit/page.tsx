import type { Metadata } from "next";
import { readMoment } from "#app/(console)/moment.ts";
import type { SearchParams } from "#app/(console)/search-params.ts";
import { AuditTable } from "#components/access/audit-table.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { Pager } from "#components/ui/pager.tsx";
import { requireReader } from "#lib/auth/require-viewer.ts";
import { paths } from "#lib/paths.ts";
import { auditActions, auditFor } from "#lib/queries/access/audit.ts";
import { readAuditAddress } from "./audit-address.ts";
import { AuditFilterForm } from "./audit-filter-form.tsx";

export const metadata: Metadata = { title: "Audit" };

export default async function AuditPage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireReader();
  const { now, zone } = await readMoment();
  const { written, filters, place } = readAuditAddress(await searchParams, zone);
  const [page, actions] = await Promise.all([auditFor(viewer, filters, place), auditActions(viewer)]);
  const isFiltered = Object.values(written).some((value) => value !== undefined);
  return (
    <>
      <PageHead
        title="Audit"
        sub="Every change, with who made it and why, as it was written with the change itself."
      />
      <AuditFilterForm written={written} actions={actions} isFiltered={isFiltered} />
      {page.rows.length === 0 ? (
        <Empty
          title={isFiltered ? "No event matches." : "Nothing has happened yet."}
          action={isFiltered && <ButtonLink href={paths.audit()}>Show everything</ButtonLink>}
        >
          {isFiltered
            ? "Take a filter away, or widen the days."
            : "The first sign-in, the first request and the first read of AWS will stand here."}
        </Empty>
      ) : (
        <>
          <AuditTable events={page.rows} now={now} zone={zone} />
          <Pager
            from={page.skipped + 1}
            to={page.skipped + page.rows.length}
            of={page.total}
            previous={page.previous && paths.audit({ ...written, before: page.previous })}
            next={page.next && paths.audit({ ...written, after: page.next })}
          />
        </>
      )}
    </>
  );
}
