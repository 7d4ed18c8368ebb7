import type { Metadata } from "next";
import { z } from "zod";
import { readMoment } from "#app/(console)/moment.ts";
import { choice, field, type SearchParams } from "#app/(console)/search-params.ts";
import { RequestsTable } from "#components/access/requests-table.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { Chip } from "#components/ui/chip.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { Filters } from "#components/ui/filters.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { Pager } from "#components/ui/pager.tsx";
import { SegmentedLinks } from "#components/ui/segmented-links.tsx";
import { requireViewer } from "#lib/auth/require-viewer.ts";
import { mayReadEverything } from "#lib/core/viewer.ts";
import { paths } from "#lib/paths.ts";
import { bundled } from "#lib/queries/access/bundle.ts";
import { countRequests, requestsFor } from "#lib/queries/access/requests.ts";
import { StateFilter } from "./state-filter.tsx";

export const metadata: Metadata = { title: "Requests" };

const uuid = field.pipe(z.uuid().optional().catch(undefined));
const states = ["pending", "approved", "denied", "cancelled", "lapsed", "invalidated"] as const;
const fields = z.object({
  view: choice(["mine", "decide", "all"]),
  state: choice(states),
  after: uuid,
  before: uuid,
});

export default async function RequestsPage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireViewer();
  const { view: wished = "mine", state, ...place } = fields.parse(await searchParams);
  const view = wished === "all" && !mayReadEverything(viewer) ? "mine" : wished;
  const { now, zone } = await readMoment();
  const [page, counts] = await Promise.all([
    requestsFor(viewer, { view, state }, place, now),
    countRequests(viewer, now),
  ]);
  const bundleIds = new Set(page.rows.flatMap(({ bundleId }) => (bundleId === null ? [] : [bundleId])));
  const siblings = await bundled(viewer, [...bundleIds]);
  const at = (filters: { view?: string; state?: string | null; after?: string; before?: string }) => {
    const { view: to, ...rest } = { view, state: state ?? null, ...filters };
    return paths.requests({ ...rest, view: to === "mine" ? null : to });
  };
  const choices = [
    { label: "Mine", view: "mine", count: counts.mine },
    { label: "For me to decide", view: "decide", count: counts.decide },
    ...(counts.all === null ? [] : [{ label: "All", view: "all", count: counts.all }]),
  ];
  return (
    <>
      <PageHead
        title="Requests"
        actions={
          <ButtonLink href={paths.newRequest()} kind="go">
            <Icon name="plus" />
            Ask for a role
          </ButtonLink>
        }
      />
      <Filters>
        <SegmentedLinks
          label="Which requests"
          options={choices.map(({ label, view: to, count }) => ({
            label,
            count,
            href: at({ view: to, state: null }),
            current: to === view,
          }))}
        />
        {state && <Chip field="State" value={state} removeHref={at({ state: null })} />}
        {view !== "decide" && <StateFilter view={view} state={state} states={states} />}
      </Filters>
      {page.rows.length === 0 ? (
        <Empty title={state ? `None of these requests is ${state}.` : empty[view]}>{hints[view]}</Empty>
      ) : (
        <>
          <RequestsTable
            requests={page.rows}
            bundled={siblings}
            viewerId={viewer.personId}
            view={view}
            now={now}
            zone={zone}
          />
          <Pager
            from={page.skipped + 1}
            to={page.skipped + page.rows.length}
            of={page.total}
            previous={page.previous && at({ before: page.previous })}
            next={page.next && at({ after: page.next })}
          />
        </>
      )}
    </>
  );
}

const empty = {
  mine: "You have not asked for a role yet.",
  decide: "Nothing waits for your decision.",
  all: "Nobody has asked for a role yet.",
} as const;

const hints = {
  mine: "Ask for the role you need, for as long as the work takes. It is taken away again by itself.",
  decide: "When somebody asks for a role that you may agree to, you get a letter, and it stands here.",
  all: "Requests appear here as soon as somebody asks.",
} as const;
