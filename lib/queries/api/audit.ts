import type { z } from "zod";
import type { auditPage } from "#lib/core/api/schemas.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { auditFor } from "#lib/queries/access/audit.ts";

/**
 * One page of the audit, the newest first, as the API tells it. Nobody but readers gets any.
 * @param after the id of the event that the page before ended with
 */
export async function auditOverApi(
  viewer: Viewer,
  after: string | undefined,
): Promise<z.infer<typeof auditPage>> {
  const { rows, next } = await auditFor(viewer, {}, after === undefined ? {} : { after });
  return {
    events: rows.map((row) => ({
      id: row.id,
      at: row.at.toISOString(),
      action: row.action,
      actor: { id: row.actorId, name: row.actorName },
      target: { kind: row.targetKind, id: row.targetId, name: row.targetName },
      cause: row.cause,
      requestId: row.requestId,
      grantId: row.grantId,
    })),
    next: next ?? null,
  };
}
