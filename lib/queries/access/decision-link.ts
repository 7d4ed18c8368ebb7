import { z } from "zod";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { approvalsOf, visibleRequests } from "./sight.ts";

/** What a letter's link is about, told to the approver whom the letter was for, and to whoever may see the request anyway. */
export type LinkedRequest = {
  requestId: string;
  /** The letter was for the viewer. */
  isForViewer: boolean;
  /** The viewer may see the request's own page. */
  maySee: boolean;
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
  /** What it was asked together with; null when it was asked by itself. */
  bundleId: string | null;
  /** The hashes of what the letter showed, by request. */
  shown: Readonly<Record<string, string>>;
};

const hashes = z.record(z.uuid(), z.string());

/**
 * The request that a link leads the viewer to.
 * @param tokenHash the SHA-256 of the token
 * @returns null when there is no such link, or it is nothing to the viewer: the two look alike
 */
export async function linkedRequest(
  viewer: Viewer,
  tokenHash: Uint8Array<ArrayBuffer>,
): Promise<LinkedRequest | null> {
  const visible = visibleRequests(viewer, await approvalsOf(viewer));
  const link = await db().decisionLink.findFirst({
    where: mayReadEverything(viewer)
      ? { tokenHash }
      : { AND: [{ tokenHash }, { OR: [{ approverId: viewer.personId }, { request: visible }] }] },
    select: {
      approverId: true,
      requestId: true,
      expiresAt: true,
      contentHash: true,
      alsoShown: true,
      request: {
        select: {
          bundleId: true,
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
  const seen = await db().request.count({ where: { AND: [{ id: link.requestId }, visible] } });
  const { requestId, expiresAt, contentHash, alsoShown } = link;
  return {
    requestId,
    isForViewer: link.approverId === viewer.personId,
    maySee: seen > 0,
    expiresAt,
    shown: { ...(alsoShown !== null && hashes.parse(alsoShown)), [requestId]: contentHash },
    ...request,
    deciderId: decisions[0]?.deciderId ?? null,
    deciderName: decisions[0]?.deciderName ?? null,
  };
}
