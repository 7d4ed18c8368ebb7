import type { z } from "zod";
import type { grant, grantsPage } from "#lib/core/api/schemas.ts";
import type { GrantState } from "#lib/core/grant.ts";
import type { GrantRow } from "#lib/core/shown-access.ts";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { grantColumns, toGrantRow } from "#lib/queries/access/grant-row.ts";
import { heldBy } from "#lib/queries/access/home.ts";
import { instantAfter, instantOf } from "./instant.ts";
import { setArnOf } from "./set-arn.ts";

/** What the viewer holds, or is about to, as the API tells it. */
export async function grantsOverApi(viewer: Viewer): Promise<z.infer<typeof grant>[]> {
  return (await heldBy(viewer)).map(tellGrant);
}

/**
 * One of the viewer's own grants.
 * @returns null when there is none, or it is somebody else's
 */
export async function grantOverApi(viewer: Viewer, id: string): Promise<z.infer<typeof grant> | null> {
  const row = await db().grant.findFirst({ where: { id, personId: viewer.personId }, select: grantColumns });
  return row && tellGrant(toGrantRow(row));
}

type Wanted = {
  state?: GrantState | undefined;
  person?: string | undefined;
  account?: string | undefined;
  /** The last part of a set's ARN. */
  permissionSet?: string | undefined;
  limit: number;
  /** Where the page before ended: the end in milliseconds since 1970, and the id. */
  after?: string | undefined;
};

/** One page of everybody's grants, those that end last first. Nobody but readers gets any. */
export async function everybodysGrants(
  viewer: Viewer,
  { state, person, account, permissionSet, limit, after }: Wanted,
): Promise<z.infer<typeof grantsPage>> {
  if (!mayReadEverything(viewer)) return { grants: [], next: null };
  const permissionSetArn = permissionSet === undefined ? undefined : await setArnOf(permissionSet);
  if (permissionSetArn === null) return { grants: [], next: null };
  const rows = await db().grant.findMany({
    where: {
      AND: [
        state === undefined ? {} : { state },
        person === undefined ? {} : { personId: person },
        account === undefined ? {} : { accountId: account },
        permissionSetArn === undefined ? {} : { permissionSetArn },
        after === undefined ? {} : beyond(after),
      ],
    },
    orderBy: [{ endsAt: "desc" }, { id: "desc" }],
    take: limit + 1,
    select: grantColumns,
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    grants: page.map(toGrantRow).map((row) => ({
      ...tellGrant(row),
      person: { id: row.personId, name: row.personName },
      requestNumber: row.requestNumber,
      ticket: row.ticket,
      endedAt: row.endedAt?.toISOString() ?? null,
      why: row.endSentence,
    })),
    next: last && rows.length > limit ? instantAfter(last.endsAt, last.id) : null,
  };
}

function beyond(after: string) {
  const { at, id } = instantOf(after);
  return { OR: [{ endsAt: { lt: at } }, { endsAt: at, id: { lt: id } }] };
}

/** Whether the viewer is the holder of a grant. */
export async function isOwnGrant(viewer: Viewer, id: string): Promise<boolean> {
  return (await db().grant.count({ where: { id, personId: viewer.personId } })) > 0;
}

/** A grant as the API tells it. */
export function tellGrant(row: GrantRow): z.infer<typeof grant> {
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
