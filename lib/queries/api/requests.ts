import type { z } from "zod";
import type { grant, request, requestWithGrant } from "#lib/core/api/schemas.ts";
import type { GrantRow, RequestRow } from "#lib/core/shown-access.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { webEnv } from "#lib/env.ts";
import { paths } from "#lib/paths.ts";
import { grantColumns, toGrantRow } from "#lib/queries/access/grant-row.ts";
import { heldBy } from "#lib/queries/access/home.ts";
import { requestColumns, toRequestRow } from "#lib/queries/access/requests.ts";

const LATEST = 50;

/** The viewer's own latest requests, as the API tells them. */
export async function requestsOverApi(viewer: Viewer): Promise<z.infer<typeof request>[]> {
  const rows = await db().request.findMany({
    where: { requesterId: viewer.personId },
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
    take: LATEST,
    select: requestColumns,
  });
  return rows.map((row) => tellRequest(toRequestRow(row)));
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

/** What the viewer holds, or is about to, as the API tells it. */
export async function grantsOverApi(viewer: Viewer): Promise<z.infer<typeof grant>[]> {
  return (await heldBy(viewer)).map(tellGrant);
}

/** Whether the viewer is the holder of a grant. */
export async function isOwnGrant(viewer: Viewer, id: string): Promise<boolean> {
  return (await db().grant.count({ where: { id, personId: viewer.personId } })) > 0;
}

/** The ARN of a permission set by its last part; null when there is none. */
export async function setArnOf(id: string): Promise<string | null> {
  const set = await db().permissionSet.findUnique({ where: { id }, select: { arn: true } });
  return set?.arn ?? null;
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

function tellGrant(row: GrantRow): z.infer<typeof grant> {
  return {
    id: row.id,
    requestId: row.requestId,
    account: { id: row.accountId, name: row.accountName },
    permissionSet: row.permissionSetName,
    personId: row.personId,
    state: row.state,
    startsAt: row.startsAt.toISOString(),
    endsAt: row.endsAt.toISOString(),
    sessionsUntil: row.sessionsUntil.toISOString(),
  };
}
