import type { Metadata } from "next";
import { z } from "zod";
import { readMoment } from "#app/(console)/moment.ts";
import { field, type SearchParams } from "#app/(console)/search-params.ts";
import { BundleOver, LinkLeadsNowhere, LinkOver } from "#components/access/link-over.tsx";
import { BareShell } from "#components/shell/bare-shell.tsx";
import { requireViewer } from "#lib/auth/require-viewer.ts";
import type { BundledRequest, RequestDetail } from "#lib/core/shown-access.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { paths, withFilters } from "#lib/paths.ts";
import { bundled, toDecideOf } from "#lib/queries/access/bundle.ts";
import type { LinkedRequest } from "#lib/queries/access/decision-link.ts";
import { requestFor } from "#lib/queries/access/request.ts";
import { grantingFor } from "#lib/queries/engine/granting.ts";
import { Decide } from "./decide.tsx";
import { DecideBundle } from "./decide-bundle.tsx";
import { followLink } from "./linked.ts";

export const metadata: Metadata = { title: "Decide" };

const fields = z.object({ link: field });

export default async function DecidePage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireViewer();
  const { link } = fields.parse(await searchParams);
  const { now, zone } = await readMoment();
  const linked = await followLink(viewer, link, now);
  const isOpen = linked?.isForViewer === true && linked.expiresAt > now;
  const bundle = isOpen && linked.bundleId !== null ? await bundled(viewer, [linked.bundleId]) : [];
  const [requests, granting] = isOpen
    ? await Promise.all([waiting(viewer, linked, bundle, now), grantingFor(viewer)])
    : [[], null];
  const [request, second] = requests;
  const moment = { now, zone };
  return (
    <BareShell personName={viewer.displayName} zone={zone}>
      <main id="main" className="mx-auto max-w-[66rem] px-4 pt-4 wide:px-6 wide:pt-8 wide:pb-16">
        {linked === null ? (
          <LinkLeadsNowhere />
        ) : request && second ? (
          <DecideBundle
            link={link ?? ""}
            shown={linked.shown}
            requests={[request, ...requests.slice(1)]}
            bundle={bundle}
            granting={granting}
            viewer={viewer}
            {...moment}
          />
        ) : request ? (
          <Decide
            request={request}
            shownHash={linked.shown[request.id]}
            bundle={bundle}
            address={withFilters(paths.decide(), { link })}
            granting={granting}
            viewer={viewer}
            {...moment}
          />
        ) : bundle.length > 1 ? (
          <BundleOver bundle={bundle} viewerId={viewer.personId} {...moment} />
        ) : (
          <LinkOver linked={linked} viewerId={viewer.personId} {...moment} />
        )}
      </main>
    </BareShell>
  );
}

/** What waits for the viewer of what a link is about: its request, and whatever was asked together with it. */
async function waiting(
  viewer: Viewer,
  { bundleId, requestId, state }: LinkedRequest,
  bundle: readonly BundledRequest[],
  now: Date,
): Promise<RequestDetail[]> {
  if (bundleId !== null) return toDecideOf(viewer, bundle, now);
  const request = state === "pending" ? await requestFor(viewer, requestId, now) : null;
  return request?.mayDecide ? [request] : [];
}
