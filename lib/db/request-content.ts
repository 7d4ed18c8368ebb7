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

type CatalogueParts = {
  set: { name: string; fingerprint: string; sessionMinutes: number } | null;
  account: { name: string } | null;
  requester: { displayName: string } | null;
  /** What it is to go on after. */
  extended: { heldSince: Date; endsAt: Date } | null;
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
  const extended =
    row.extendsGrantId === null
      ? null
      : await tx.grant.findUniqueOrThrow({
          where: { id: row.extendsGrantId },
          select: { heldSince: true, endsAt: true },
        });
  return contentFrom(row, { set, account, requester, extended });
}

/** What a decider is shown of a request, from what the catalogue says of its parts; null for a part that is gone. */
export function contentFrom(
  row: AskedRow,
  { set, account, requester, extended }: CatalogueParts,
): RequestContent {
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
    extends:
      row.extendsGrantId && extended
        ? { grantId: row.extendsGrantId, inAllMinutes: heldMinutes(extended) + row.durationMinutes }
        : null,
  };
}
