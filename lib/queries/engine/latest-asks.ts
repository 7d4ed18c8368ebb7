import type { EngineAskRow } from "#lib/core/shown-engine.ts";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";

const SHOWN = 20;

/** What administrators asked of the engine last, the newest first, with the answers. Nobody but readers gets any. */
export async function latestAsks(viewer: Viewer): Promise<readonly EngineAskRow[]> {
  if (!mayReadEverything(viewer)) return [];
  const asks = await db().engineAsk.findMany({
    orderBy: [{ askedAt: "desc" }, { id: "asc" }],
    take: SHOWN,
    select: {
      id: true,
      kind: true,
      grantId: true,
      owner: true,
      reason: true,
      askedByName: true,
      askedAt: true,
      state: true,
      answeredAt: true,
      answer: true,
    },
  });
  const ids = asks.flatMap(({ grantId }) => (grantId === null ? [] : [grantId]));
  const grants = await db().grant.findMany({
    where: { id: { in: ids } },
    select: {
      id: true,
      requestId: true,
      request: { select: { requesterName: true, permissionSetName: true, accountName: true } },
    },
  });
  const aboutOf = new Map(
    grants.map(({ id, requestId, request }) => {
      const { requesterName: personName, permissionSetName, accountName } = request;
      return [id, { requestId, personName, permissionSetName, accountName }];
    }),
  );
  return asks.map(({ grantId, ...ask }) => ({
    ...ask,
    about: (grantId !== null && aboutOf.get(grantId)) || null,
  }));
}
