import type { Metadata } from "next";
import { z } from "zod";
import { readMoment } from "#app/(console)/moment.ts";
import { field, type SearchParams } from "#app/(console)/search-params.ts";
import { RefreshWhileMoving } from "#components/access/refresh-while-moving.tsx";
import { RuleChangesTable } from "#components/access/rule-changes-table.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { Pager } from "#components/ui/pager.tsx";
import { Section } from "#components/ui/section.tsx";
import { requireReader } from "#lib/auth/require-viewer.ts";
import { count } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";
import { openRuleChangesFor, pastRuleChangesFor } from "#lib/queries/access/rule-changes.ts";

export const metadata: Metadata = { title: "Changes of rules" };

const uuid = field.pipe(z.uuid().optional().catch(undefined));
const fields = z.object({ after: uuid, before: uuid });

export default async function RuleChangesPage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireReader();
  const place = fields.parse(await searchParams);
  const moment = await readMoment();
  const [open, past] = await Promise.all([openRuleChangesFor(viewer), pastRuleChangesFor(viewer, place)]);
  return (
    <>
      {open.length > 0 && <RefreshWhileMoving firstSeconds={5} slowestSeconds={30} />}
      <PageHead
        title="Changes of rules"
        crumbs={[{ label: "Rules", href: paths.rules() }]}
        sub="What widens nothing is applied at once. What widens access waits for another administrator, a week at most."
      />
      <Section title="Not over yet" note={open.length > 0 && count(open.length, "change")}>
        {open.length === 0 ? (
          <Empty title="No change waits.">
            A rule is changed from its own page. Here stands what is proposed, until another administrator has
            answered.
          </Empty>
        ) : (
          <RuleChangesTable
            caption="Changes that are not over, the oldest first"
            changes={open}
            viewerId={viewer.personId}
            {...moment}
          />
        )}
      </Section>
      <Section title="Over" note={past.total > 0 && "the newest first"}>
        {past.rows.length === 0 ? (
          <Empty title="No change has come to its end yet.">
            Rules that were loaded on the host stand in the audit.
          </Empty>
        ) : (
          <>
            <RuleChangesTable
              caption="Changes that are over, the newest first"
              changes={past.rows}
              viewerId={viewer.personId}
              {...moment}
            />
            <Pager
              from={past.skipped + 1}
              to={past.skipped + past.rows.length}
              of={past.total}
              previous={past.previous && paths.ruleChanges({ before: past.previous })}
              next={past.next && paths.ruleChanges({ after: past.next })}
            />
          </>
        )}
      </Section>
    </>
  );
}
