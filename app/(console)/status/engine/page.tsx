import type { Metadata } from "next";
import { readMoment } from "#app/(console)/moment.ts";
import type { SearchParams } from "#app/(console)/search-params.ts";
import { RefreshWhileMoving } from "#components/access/refresh-while-moving.tsx";
import { OpenOperations } from "#components/catalogue/open-operations.tsx";
import { StatusTabs } from "#components/catalogue/status-tabs.tsx";
import { AsksTable } from "#components/engine/asks-table.tsx";
import { EngineSentence } from "#components/engine/engine-sentence.tsx";
import { WaitingTable } from "#components/engine/waiting-table.tsx";
import { Columns } from "#components/ui/columns.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { Pager } from "#components/ui/pager.tsx";
import { Section } from "#components/ui/section.tsx";
import { requireReader } from "#lib/auth/require-viewer.ts";
import { webEnv } from "#lib/env.ts";
import { count } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";
import { openOperations } from "#lib/queries/catalogue/system-status.ts";
import { grantingFor } from "#lib/queries/engine/granting.ts";
import { latestAsks } from "#lib/queries/engine/latest-asks.ts";
import { stuckGrantsFor } from "#lib/queries/engine/stuck-grants.ts";
import { suggestedOwners } from "#lib/queries/engine/suggested-owners.ts";
import { waitingRowsFor } from "#lib/queries/engine/waiting-rows.ts";
import { readEngineAddress } from "./engine-address.ts";
import { GrantingSection } from "./granting-section.tsx";
import { StuckGrants } from "./stuck-grants.tsx";

export const metadata: Metadata = { title: "Engine" };

export default async function EnginePage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireReader();
  const [address, moment] = await Promise.all([readEngineAddress(searchParams), readMoment()]);
  const [stuck, waiting, granting, operations, asks, owners] = await Promise.all([
    stuckGrantsFor(viewer, address.stuck),
    waitingRowsFor(viewer, address.waiting),
    grantingFor(viewer),
    openOperations(viewer),
    latestAsks(viewer),
    suggestedOwners(viewer),
  ]);
  const isAsked = asks.some(({ state }) => state === "asked");
  return (
    <>
      <RefreshWhileMoving firstSeconds={isAsked ? 2 : 5} slowestSeconds={isAsked ? 5 : 30} />
      <PageHead title="Engine" crumbs={[{ label: "Status", href: paths.status() }]} />
      <StatusTabs current="engine" />
      <EngineSentence {...stuck} waiting={waiting.total} granting={granting} {...moment} />
      <Section title="Needs a person" note={stuck.total > 0 && count(stuck.total, "grant")}>
        <StuckGrants rows={stuck.rows} viewer={viewer} owners={owners} {...moment} />
        {stuck.total > stuck.rows.length && (
          <Pager
            from={stuck.skipped + 1}
            to={stuck.skipped + stuck.rows.length}
            of={stuck.total}
            previous={stuck.previous && paths.engine({ before: stuck.previous })}
            next={stuck.next && paths.engine({ after: stuck.next })}
          />
        )}
      </Section>
      <div className="mt-8">
        <Columns
          beside={
            <>
              <GrantingSection granting={granting} asks={asks} mayAsk={viewer.isAdministrator} {...moment} />
              <OpenOperations
                operations={operations}
                most={webEnv().MAX_OPEN_ASSIGNMENT_OPERATIONS}
                now={moment.now}
              />
            </>
          }
        >
          <Section title="Has to wait" note={waiting.total > 0 && "the longest wait first"}>
            <WaitingTable rows={waiting.rows} {...moment} />
            {waiting.total > waiting.rows.length && (
              <Pager
                from={waiting.skipped + 1}
                to={waiting.skipped + waiting.rows.length}
                of={waiting.total}
                previous={waiting.previous && paths.engine({ waitsBefore: waiting.previous })}
                next={waiting.next && paths.engine({ waitsAfter: waiting.next })}
              />
            )}
          </Section>
          <Section title="What administrators asked" note={asks.length > 0 && "the newest first"}>
            <AsksTable asks={asks} {...moment} />
          </Section>
        </Columns>
      </div>
    </>
  );
}
