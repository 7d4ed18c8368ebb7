import type { Metadata } from "next";
import { z } from "zod";
import { readMoment } from "#app/(console)/moment.ts";
import { field, type SearchParams } from "#app/(console)/search-params.ts";
import { InboxRow } from "#components/access/inbox-row.tsx";
import { NotGranting } from "#components/engine/not-granting.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { Pager } from "#components/ui/pager.tsx";
import { requireViewer } from "#lib/auth/require-viewer.ts";
import type { InboxRow as Row } from "#lib/core/shown-access.ts";
import { mayReadEverything } from "#lib/core/viewer.ts";
import { count, formatWhen, spellMinutes, zoneName } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";
import { standInFor } from "#lib/queries/access/delegations.ts";
import { inboxFor } from "#lib/queries/access/inbox.ts";
import { grantingFor } from "#lib/queries/engine/granting.ts";
import { InboxForm } from "./inbox-form.tsx";
import { PickBox } from "./pick-box.tsx";
import type { Pickable } from "./pickable.ts";

export const metadata: Metadata = { title: "To decide" };

const uuid = field.pipe(z.uuid().optional().catch(undefined));
const fields = z.object({ after: uuid, before: uuid });

export default async function InboxPage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireViewer();
  const place = fields.parse(await searchParams);
  const { now, zone } = await readMoment();
  const [page, granting, standIn] = await Promise.all([
    inboxFor(viewer, place, now),
    grantingFor(viewer),
    standInFor(viewer, now),
  ]);
  const requests = page.rows.map(pickable);
  const sub =
    page.total === 0
      ? null
      : `${count(page.total, "request")} for you to decide, the next to lapse first. Times in ${zoneName(now, zone)}.`;
  return (
    <>
      <PageHead
        title="To decide"
        sub={sub}
        actions={<ButtonLink href={paths.away()}>While you are away</ButtonLink>}
      />
      {standIn && (
        <Callout
          title={`${standIn.name} decides in your place until ${formatWhen(standIn.endsAt, now, zone)}.`}
        >
          You can decide all the same; who is first counts.
        </Callout>
      )}
      <NotGranting granting={granting} mayBrowse={mayReadEverything(viewer)} now={now} zone={zone} />
      <InboxForm requests={requests}>
        {page.rows.length === 0 ? (
          <Empty
            title={
              page.total === 0 ? "Nothing waits for your decision." : "Nothing waits on this page any more."
            }
            action={
              page.total === 0 ? (
                <ButtonLink href={paths.requests()}>Requests</ButtonLink>
              ) : (
                <ButtonLink href={paths.inbox()}>To the first page</ButtonLink>
              )
            }
          >
            When somebody asks for a role that you may agree to, you get a letter, and it stands here.
          </Empty>
        ) : (
          <ol className="border-t border-ink">
            {page.rows.map((request, index) => (
              <InboxRow
                key={request.id}
                request={request}
                box={boxOf(requests[index])}
                now={now}
                zone={zone}
              />
            ))}
          </ol>
        )}
      </InboxForm>
      {page.rows.length > 0 && (
        <Pager
          from={page.skipped + 1}
          to={page.skipped + page.rows.length}
          of={page.total}
          previous={page.previous && paths.inbox({ before: page.previous })}
          next={page.next && paths.inbox({ after: page.next })}
        />
      )}
    </>
  );
}

function pickable(request: Row): Pickable {
  return {
    id: request.id,
    value: `${request.id} ${request.contentHash}`,
    what: `${request.permissionSetName} in ${request.accountName} for ${request.requesterName}`,
    length: spellMinutes(request.durationMinutes),
    onlyByItself: onlyByItself(request),
  };
}

function onlyByItself({ weight, isGone }: Row): string | null {
  if (weight === "critical")
    return "This role has power over Gatehouse itself: open it, and decide it by itself.";
  if (weight === "sensitive")
    return "This role is like an administrator’s: open it, and decide it by itself.";
  return isGone ? "Its permission set is gone from AWS: open it to see what is left to decide." : null;
}

function boxOf(request: Pickable | undefined) {
  return request && request.onlyByItself === null ? (
    <PickBox value={request.value} what={request.what} />
  ) : null;
}
