import type { z } from "zod";
import type { request, requests, requestWithGrant } from "#lib/core/api/schemas.ts";
import type { RequestState } from "#lib/core/request.ts";
import type { RequestRow } from "#lib/core/shown-access.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { webEnv } from "#lib/env.ts";
import { paths } from "#lib/paths.ts";
import { grantColumns, toGrantRow } from "#lib/queries/access/grant-row.ts";
import { requestColumns, toRequestRow } from "#lib/queries/access/requests.ts";
import { tellGrant } from "./grants.ts";
import { instantAfter, instantOf } from "./instant.ts";

type Wanted = {
  state?: RequestState | undefined;
  limit: number;
  /** Where the page before ended: when that request was made, and its id. */
  after?: string | undefined;
};

/** One page of the viewer's own requests, the newest first, as the API tells them. */
export async function requestsOverApi(
  viewer: Viewer,
  { state, limit, after }: Wanted,
): Promise<z.infer<typeof requests>> {
  const from = after === undefined ? null : instantOf(after);
  const rows = await db().request.findMany({
    where: {
      AND: [
        { requesterId: viewer.personId },
        state === undefined ? {} : { state },
        from ? { OR: [{ createdAt: { lt: from.at } }, { createdAt: from.at, id: { lt: from.id } }] } : {},
      ],
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: limit + 1,
    select: requestColumns,
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    requests: page.map((row) => tellRequest(toRequestRow(row))),
    next: last && rows.length > limit ? instantAfter(last.createdAt, last.id) : null,
  };
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
