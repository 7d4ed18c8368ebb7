import { isFinished, wantedUntil } from "#lib/core/grant.ts";
import type { Earlier } from "#lib/core/shown-access.ts";
import { db } from "#lib/db/client.ts";

const SHOWN = 5;

/** The last five of them. The caller has made sure that the viewer may know them. */
export async function earlierHere(
  request: { id: string; requesterId: string; accountId: string; permissionSetArn: string; createdAt: Date },
  now: Date,
): Promise<Earlier[]> {
  const { id, requesterId, accountId, permissionSetArn, createdAt } = request;
  const rows = await db().request.findMany({
    where: { requesterId, accountId, permissionSetArn, createdAt: { lte: createdAt }, id: { not: id } },
    orderBy: { createdAt: "desc" },
    take: SHOWN,
    select: {
      id: true,
      state: true,
      createdAt: true,
      durationMinutes: true,
      grant: {
        select: {
          state: true,
          activeAt: true,
          startsAt: true,
          endsAt: true,
          withdrawnAt: true,
          endedAt: true,
        },
      },
    },
  });
  return rows.map(({ grant, ...row }) => ({
    ...row,
    stoodMinutes:
      grant?.activeAt && isFinished(grant.state) && grant.startsAt <= now
        ? Math.round(((grant.endedAt ?? wantedUntil(grant)).getTime() - grant.activeAt.getTime()) / 60_000)
        : null,
  }));
}
