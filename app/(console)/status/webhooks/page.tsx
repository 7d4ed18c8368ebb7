import type { Metadata } from "next";
import { readMoment } from "#app/(console)/moment.ts";
import type { SearchParams } from "#app/(console)/search-params.ts";
import { StatusTabs } from "#components/catalogue/status-tabs.tsx";
import { DeliveriesTable } from "#components/hooks/deliveries-table.tsx";
import { HooksTable } from "#components/hooks/hooks-table.tsx";
import { WebhooksSentence } from "#components/hooks/webhooks-sentence.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { Pager } from "#components/ui/pager.tsx";
import { Section } from "#components/ui/section.tsx";
import { requireReader } from "#lib/auth/require-viewer.ts";
import { paths } from "#lib/paths.ts";
import { deliveriesFor } from "#lib/queries/hooks/deliveries.ts";
import { hooksFor } from "#lib/queries/hooks/hooks.ts";
import { DeliveriesFilters } from "./deliveries-filters.tsx";
import { readWebhooksAddress } from "./webhooks-address.ts";

export const metadata: Metadata = { title: "Webhooks" };

export default async function WebhooksPage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireReader();
  const [{ after, before, ...filters }, moment] = await Promise.all([
    readWebhooksAddress(searchParams),
    readMoment(),
  ]);
  const [hooks, deliveries] = await Promise.all([
    hooksFor(viewer),
    deliveriesFor(viewer, filters, { after, before }),
  ]);
  const isFiltered = filters.state !== undefined || filters.hook !== undefined;
  return (
    <>
      <PageHead title="Webhooks" crumbs={[{ label: "Status", href: paths.status() }]} />
      <StatusTabs current="webhooks" />
      <WebhooksSentence hooks={hooks} />
      <Section title="Where it is told">
        {hooks.length === 0 ? (
          <Empty title="No worker has a webhook.">
            Whoever runs Gatehouse names them in a file on the workers’ hosts, in NOTIFY_HOOKS_FILE. The guide
            to webhooks says how.
          </Empty>
        ) : (
          <HooksTable hooks={hooks} {...moment} />
        )}
      </Section>
      <Section title="Deliveries" note="the newest first, for thirty days">
        <div className="pt-3">
          <DeliveriesFilters address={filters} />
        </div>
        {deliveries.rows.length === 0 ? (
          <Empty
            title={isFiltered ? "No delivery is like that." : "Nothing has been told yet."}
            action={isFiltered && <ButtonLink href={paths.webhooks()}>Show every delivery</ButtonLink>}
          >
            Each request, decision and grant is told within seconds to every webhook that wants to know.
          </Empty>
        ) : (
          <>
            <DeliveriesTable rows={deliveries.rows} {...moment} />
            <Pager
              from={deliveries.skipped + 1}
              to={deliveries.skipped + deliveries.rows.length}
              of={deliveries.total}
              previous={deliveries.previous && paths.webhooks({ ...filters, before: deliveries.previous })}
              next={deliveries.next && paths.webhooks({ ...filters, after: deliveries.next })}
            />
          </>
        )}
      </Section>
    </>
  );
}
