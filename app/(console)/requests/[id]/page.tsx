import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { readMoment } from "#app/(console)/moment.ts";
import { Asked } from "#components/access/asked.tsx";
import { BeforeThis } from "#components/access/before-this.tsx";
import { DecisionSaid } from "#components/access/decision-said.tsx";
import { HappenedList } from "#components/access/happened-list.tsx";
import { RefreshWhileMoving } from "#components/access/refresh-while-moving.tsx";
import { RequestLife } from "#components/access/request-life.tsx";
import { RequestTitle } from "#components/access/request-title.tsx";
import { RestOfGrant } from "#components/access/rest-of-grant.tsx";
import { WhatItAdds } from "#components/access/what-it-adds.tsx";
import { WhoCanAgree } from "#components/access/who-can-agree.tsx";
import { NotGranting } from "#components/engine/not-granting.tsx";
import { Columns } from "#components/ui/columns.tsx";
import { requireViewer } from "#lib/auth/require-viewer.ts";
import type { RequestDetail } from "#lib/core/shown-access.ts";
import { mayReadEverything } from "#lib/core/viewer.ts";
import { bundled } from "#lib/queries/access/bundle.ts";
import { mayExtend } from "#lib/queries/access/extending.ts";
import { requestFor } from "#lib/queries/access/request.ts";
import { grantingFor } from "#lib/queries/engine/granting.ts";
import { AskedTogether } from "./asked-together.tsx";
import { paceOf } from "./pace-of.ts";
import { RequestAct } from "./request-act.tsx";

export const metadata: Metadata = { title: "Request" };

export default async function RequestPage({ params }: { params: Promise<{ id: string }> }) {
  const viewer = await requireViewer();
  const id = z.uuid().safeParse((await params).id);
  const { now, zone } = await readMoment();
  const [request, granting] = await Promise.all([
    id.success ? requestFor(viewer, id.data, now) : null,
    grantingFor(viewer),
  ]);
  if (!request) notFound();
  const bundle = request.bundleId === null ? [] : await bundled(viewer, [request.bundleId]);
  const pace = paceOf(request, now);
  const mayBrowse = mayReadEverything(viewer);
  const moment = { now, zone };
  const { grant } = request;
  const may = grant ? (await mayExtend(viewer, [grant], now)).get(grant.id) : undefined;
  const act = <RequestAct request={request} may={may} viewer={viewer} {...moment} />;
  return (
    <>
      {pace && <RefreshWhileMoving {...pace} />}
      <RequestTitle request={request} viewerId={viewer.personId} {...moment} />
      {isStillToBegin(request) && <NotGranting granting={granting} mayBrowse={mayBrowse} {...moment} />}
      <RequestLife request={request} {...moment} />
      <Columns
        beside={
          <>
            {!request.grant && act}
            <DecisionSaid request={request} {...moment} />
            <AskedTogether request={request} bundle={bundle} viewerId={viewer.personId} {...moment} />
            {request.state === "pending" && <WhoCanAgree request={request} viewerId={viewer.personId} />}
            <BeforeThis earlier={request.earlier} whose={request.requesterName} zone={zone} />
          </>
        }
      >
        {request.grant && act}
        {request.extends && request.state === "pending" && (
          <RestOfGrant extended={request.extends} minutes={request.durationMinutes} {...moment} />
        )}
        <Asked request={request} mayBrowse={mayBrowse} {...moment} />
        <WhatItAdds request={request} mayBrowse={mayBrowse} {...moment} />
        <HappenedList happened={request.happened} {...moment} />
      </Columns>
    </>
  );
}

/** Whether it is still to be given, if it is given at all. */
function isStillToBegin({ state, grant }: RequestDetail): boolean {
  return grant === null
    ? state === "pending" || state === "approved"
    : grant.state === "scheduled" || grant.state === "granting";
}
