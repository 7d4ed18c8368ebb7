import type { Extendable } from "#lib/core/extension.ts";
import type { Db } from "./client.ts";

/** The grant that more time is asked for, with what the form says of the last time. */
export type Extended = Extendable & {
  id: string;
  personId: string;
  accountId: string;
  permissionSetArn: string;
  destination: string | null;
};

/** A request for more time counts while it waits, and once it is agreed to until its grant is over or taken back. */
export const standingExtension = {
  OR: [
    { state: "pending" as const },
    { state: "approved" as const, grant: { is: { withdrawnAt: null, endedAt: null } } },
  ],
};

/**
 * Keeps a grant as it is until the transaction ends, or waits for whoever changes it: it is ended, or it goes on, one after the other. Read it
 * afterwards, in a statement of its own.
 */
export async function holdGrant(tx: Db, grantId: string): Promise<void> {
  await tx.$queryRaw`select from access_grant where id = ${grantId}::uuid for update`;
}

/**
 * A grant, as whether it may go on is judged by.
 * @returns null when there is none
 */
export async function extendedGrant(tx: Db, grantId: string): Promise<Extended | null> {
  const row = await tx.grant.findUnique({
    where: { id: grantId },
    select: {
      id: true,
      personId: true,
      accountId: true,
      permissionSetArn: true,
      state: true,
      heldSince: true,
      endsAt: true,
      withdrawnAt: true,
      request: { select: { destination: true } },
      extensions: { where: standingExtension, select: { id: true } },
    },
  });
  if (!row) return null;
  const { request, extensions, ...grant } = row;
  return { ...grant, destination: request.destination, extensionRequestId: extensions[0]?.id ?? null };
}
