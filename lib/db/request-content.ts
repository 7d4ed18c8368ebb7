import { heldMinutes } from "#lib/core/extension.ts";
import type { RequestContent } from "#lib/core/request.ts";
import type { Db } from "./client.ts";

type AskedRow = {
  id: string;
  requesterId: string;
  requesterName: string;
  accountId: string;
  accountName: string;
  permissionSetArn: string;
  permissionSetName: string;
  durationMinutes: number;
  startsAt: Date | null;
  reason: string;
  ticket: string | null;
  extendsGrantId: string | null;
};

/**
 * What a decider is shown of a request at this moment: the words as asked, and what the catalogue says now of the
 * names, the permission set's content and its session length.
 */
export async function requestContent(tx: Db, row: AskedRow): Promise<RequestContent> {
  const set = await tx.permissionSet.findUnique({
    where: { arn: row.permissionSetArn },
    select: { name: true, fingerprint: true, sessionMinutes: true },
  });
  const account = await tx.account.findUnique({ where: { id: row.accountId }, select: { name: true } });
  const requester = await tx.person.findUnique({
    where: { id: row.requesterId },
    select: { displayName: true },
  });
  return {
    requestId: row.id,
    requesterId: row.requesterId,
    requesterName: requester?.displayName ?? row.requesterName,
    accountId: row.accountId,
    accountName: account?.name ?? row.accountName,
    permissionSetArn: row.permissionSetArn,
    permissionSetName: set?.name ?? row.permissionSetName,
    fingerprint: set?.fingerprint ?? null,
    sessionMinutes: set?.sessionMinutes ?? null,
    durationMinutes: row.durationMinutes,
    startsAt: row.startsAt?.toISOString() ?? null,
    reason: row.reason,
    ticket: row.ticket,
    extends: await extendedBy(tx, row),
  };
}

/** What a request extends, and how long all of it would last. */
async function extendedBy(
  tx: Db,
  { extendsGrantId, durationMinutes }: Pick<AskedRow, "extendsGrantId" | "durationMinutes">,
): Promise<RequestContent["extends"]> {
  if (extendsGrantId === null) return null;
  const held = await tx.grant.findUniqueOrThrow({
    where: { id: extendsGrantId },
    select: { heldSince: true, endsAt: true },
  });
  return { grantId: extendsGrantId, inAllMinutes: heldMinutes(held) + durationMinutes };
}
