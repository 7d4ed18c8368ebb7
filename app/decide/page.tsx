import type { Metadata } from "next";
import { z } from "zod";
import { readMoment } from "#app/(console)/moment.ts";
import { field, type SearchParams } from "#app/(console)/search-params.ts";
import { LinkLeadsNowhere, LinkOver } from "#components/access/link-over.tsx";
import { BareShell } from "#components/shell/bare-shell.tsx";
import { requireViewer } from "#lib/auth/require-viewer.ts";
import { paths, withFilters } from "#lib/paths.ts";
import { requestFor } from "#lib/queries/access/request.ts";
import { grantingFor } from "#lib/queries/engine/granting.ts";
import { Decide } from "./decide.tsx";
import { followLink } from "./linked.ts";

export const metadata: Metadata = { title: "Decide" };

const fields = z.object({ link: field });

export default async function DecidePage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireViewer();
  const { link } = fields.parse(await searchParams);
  const { now, zone } = await readMoment();
  const linked = await followLink(viewer, link, now);
  const isOpen = linked?.isForViewer && linked.state === "pending" && linked.expiresAt > now;
  const [request, granting] = isOpen
    ? await Promise.all([requestFor(viewer, linked.requestId, now), grantingFor(viewer)])
    : [null, null];
  return (
    <BareShell personName={viewer.displayName} zone={zone}>
      <main id="main" className="mx-auto max-w-[66rem] px-4 pt-4 wide:px-6 wide:pt-8 wide:pb-16">
        {linked === null ? (
          <LinkLeadsNowhere />
        ) : request?.mayDecide ? (
          <Decide
            request={request}
            linked={linked}
            address={withFilters(paths.decide(), { link })}
            granting={granting}
            viewer={viewer}
            now={now}
            zone={zone}
          />
        ) : (
          <LinkOver linked={linked} viewerId={viewer.personId} now={now} zone={zone} />
        )}
      </main>
    </BareShell>
  );
}
