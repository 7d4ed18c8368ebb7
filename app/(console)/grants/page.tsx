import type { Metadata } from "next";
import { z } from "zod";
import { readMoment } from "#app/(console)/moment.ts";
import { choice, field, type SearchParams } from "#app/(console)/search-params.ts";
import { RefreshWhileMoving } from "#components/access/refresh-while-moving.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { Filters } from "#components/ui/filters.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { Pager } from "#components/ui/pager.tsx";
import { SegmentedLinks } from "#components/ui/segmented-links.tsx";
import { requireViewer } from "#lib/auth/require-viewer.ts";
import { mayReadEverything } from "#lib/core/viewer.ts";
import { paths } from "#lib/paths.ts";
import { mayExtend } from "#lib/queries/access/extending.ts";
import { grantsFor, grantsThatNeedAPerson } from "#lib/queries/access/grants.ts";
import { GrantsTable } from "./grants-table.tsx";

export const metadata: Metadata = { title: "Grants" };

const views = { now: "Now", scheduled: "Scheduled", ended: "Ended", all: "All" } as const;
const viewNames = ["now", "scheduled", "ended", "all"] as const;
const uuid = field.pipe(z.uuid().optional().catch(undefined));
const fields = z.object({
  view: choice(viewNames),
  whose: choice(["mine", "all"]),
  after: uuid,
  before: uuid,
});

export default async function GrantsPage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireViewer();
  const { view = "now", whose = "all", ...place } = fields.parse(await searchParams);
  const isReader = mayReadEverything(viewer);
  const personId = isReader && whose === "all" ? undefined : viewer.personId;
  const [{ now, zone }, needy, page] = await Promise.all([
    readMoment(),
    grantsThatNeedAPerson(viewer, personId),
    grantsFor(viewer, { view, personId }, place),
  ]);
  // What should be gone and is not belongs to now, and heads the whole.
  const first = view === "now" || view === "all" ? needy : [];
  const shown = page.skipped === 0 ? [...first, ...page.rows] : page.rows;
  const may = await mayExtend(viewer, shown, now);
  const before = page.skipped === 0 ? 0 : page.skipped + first.length;
  const kept = { view: view === "now" ? null : view, whose: isReader && whose === "mine" ? whose : null };
  return (
    <>
      {view === "now" && <RefreshWhileMoving firstSeconds={10} slowestSeconds={60} />}
      <PageHead title="Grants" sub="Each state was read back from AWS; none is assumed." />
      <Filters>
        <SegmentedLinks
          label="Which grants"
          options={viewNames.map((name) => ({
            label: views[name],
            href: paths.grants({ ...kept, view: name === "now" ? null : name }),
            current: name === view,
          }))}
        />
        {isReader && (
          <SegmentedLinks
            label="Whose grants"
            options={[
              { label: "Everyone’s", href: paths.grants({ ...kept, whose: null }), current: whose === "all" },
              { label: "Mine", href: paths.grants({ ...kept, whose: "mine" }), current: whose === "mine" },
            ]}
          />
        )}
      </Filters>
      {shown.length === 0 ? (
        <Empty title={empty[view]} action={<ButtonLink href={paths.newRequest()}>Ask for a role</ButtonLink>}>
          A grant begins with a yes to a request, and ends by itself.
        </Empty>
      ) : (
        <>
          <GrantsTable
            hoursShown={view === "now" || view === "scheduled" ? 36 : 24 * 14}
            caption={`Grants, ${views[view]}`}
            grants={shown}
            may={may}
            viewer={viewer}
            now={now}
            zone={zone}
          />
          <Pager
            from={before + 1}
            to={before + shown.length}
            of={page.total + first.length}
            previous={page.previous && paths.grants({ ...kept, before: page.previous })}
            next={page.next && paths.grants({ ...kept, after: page.next })}
          />
        </>
      )}
    </>
  );
}

const empty = {
  now: "No role is held now.",
  scheduled: "No grant is about to begin.",
  ended: "No grant has ended yet.",
  all: "There are no grants yet.",
} as const;
