import type { Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";

/** What a letter's link is about, told only to the approver whom the letter was for. */
export type LinkedRequest = {
  requestId: string;
  number: number;
  requesterName: string;
  permissionSetName: string;
  accountName: string;
  state: "pending" | "approved" | "denied" | "cancelled" | "lapsed" | "invalidated";
  settledAt: Date | null;
  deciderId: string | null;
  deciderName: string | null;
  lapsesAt: Date;
  expiresAt: Date;
  /** The hash of what the letter showed. */
  contentHash: string;
};

/**
 * The request that a link leads the viewer to.
 * @param tokenHash the SHA-256 of the token
 * @returns null when there is no such link, or the letter was for somebody else
 */
export async function linkedRequest(
  viewer: Viewer,
  tokenHash: Uint8Array<ArrayBuffer>,
): Promise<LinkedRequest | null> {
  const link = await db().decisionLink.findFirst({
    where: { tokenHash, approverId: viewer.personId },
    select: {
      requestId: true,
      expiresAt: true,
      contentHash: true,
      request: {
        select: {
          number: true,
          requesterName: true,
          permissionSetName: true,
          accountName: true,
          state: true,
          settledAt: true,
          lapsesAt: true,
          decisions: {
            select: { deciderId: true, deciderName: true },
            orderBy: { decidedAt: "desc" },
            take: 1,
          },
        },
      },
    },
  });
  if (!link) return null;
  const { decisions, ...request } = link.request;
  const { requestId, expiresAt, contentHash } = link;
  return {
    requestId,
    expiresAt,
    contentHash,
    ...request,
    deciderId: decisions[0]?.deciderId ?? null,
    deciderName: decisions[0]?.deciderName ?? null,
  };
}
