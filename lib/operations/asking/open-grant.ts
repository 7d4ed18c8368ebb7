import type { Db } from "#lib/db/client.ts";

export type Grantable = {
  id: string;
  requesterId: string;
  accountId: string;
  permissionSetArn: string;
  startsAt: Date | null;
};

/**
 * Writes the grant that an agreed request becomes. It begins when it was asked to, or now.
 * @param set what the permission set holds as it was agreed to
 * @param minutes how long it lasts
 */
export async function openGrant(
  tx: Db,
  now: Date,
  request: Grantable,
  set: { fingerprint: string; sessionMinutes: number },
  minutes: number,
): Promise<{ id: string }> {
  const startsAt = request.startsAt ?? now;
  return tx.grant.create({
    data: {
      requestId: request.id,
      personId: request.requesterId,
      accountId: request.accountId,
      permissionSetArn: request.permissionSetArn,
      startsAt,
      endsAt: new Date(startsAt.getTime() + minutes * 60_000),
      sessionMinutes: set.sessionMinutes,
      fingerprint: set.fingerprint,
      createdAt: now,
    },
    select: { id: true },
  });
}
