import type { z } from "zod";
import type { request, requests, requestWithGrant } from "#lib/core/api/schemas.ts";
import type { RequestState } from "#lib/core/request.ts";
import type { RequestRow } from "#lib/core/shown-access.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { webEnv } from "#lib/env.ts";
import { paths } from "#lib/paths.ts";
import { grantColumns, toGrantRow } from "#lib/queries/access/grant-row.ts";
import { requestColumns, requestsFor, toRequestRow } from "#lib/queries/access/requests.ts";
import { tellGrant } from "./grants.ts";

/**
 * One page of the viewer's own requests, the newest first, as the API tells them.
 * @param wanted only those in this state; after the request with this id
 */
export async function requestsOverApi(
  viewer: Viewer,
  { state, after }: { state?: RequestState | undefined; after?: string | undefined },
  now: Date,
): Promise<z.infer<typeof requests>> {
  const { rows, next } = await requestsFor(viewer, { view: "mine", state }, { after }, now);
  return { requests: rows.map(tellRequest), next };
}

/**
 * One of the viewer's own requests with its grant.
 * @returns null when there is none, or it is somebody else's
 */
export async function requestOverApi(
  viewer: Viewer,
  id: string,
): Promise<z.infer<typeof requestWithGrant> | null> {
  const row = await db().request.findFirst({
    where: { id, requesterId: viewer.personId },
    select: { ...requestColumns, grant: { select: grantColumns } },
  });
  if (!row) return null;
  const { grant: held, ...asked } = row;
  return { ...tellRequest(toRequestRow(asked)), grant: held && tellGrant(toGrantRow(held)) };
}

function tellRequest(row: RequestRow): z.infer<typeof request> {
  return {
    id: row.id,
    number: row.number,
    account: { id: row.accountId, name: row.accountName },
    permissionSet: row.permissionSetName,
    minutes: row.durationMinutes,
    reason: row.reason,
    ticket: row.ticket,
    state: row.state,
    createdAt: row.createdAt.toISOString(),
    lapsesAt: row.lapsesAt.toISOString(),
    settledAt: row.settledAt?.toISOString() ?? null,
    url: webEnv().GATEHOUSE_URL + paths.request(row.id),
  };
}
