import type { Refusal } from "#lib/core/refusal.ts";
import type { Db } from "#lib/db/client.ts";

/** Tells who or what settled a request, for the one who came too late. */
export async function settledRefusal(tx: Db, requestId: string): Promise<Refusal> {
  const request = await tx.request.findUnique({
    where: { id: requestId },
    select: {
      state: true,
      requesterName: true,
      decisions: { select: { deciderName: true }, orderBy: { decidedAt: "desc" }, take: 1 },
    },
  });
  if (!request || request.state === "pending") return { code: "unknown" };
  const by =
    request.state === "cancelled" ? request.requesterName : (request.decisions[0]?.deciderName ?? null);
  return { code: "already-settled", as: request.state, by };
}
