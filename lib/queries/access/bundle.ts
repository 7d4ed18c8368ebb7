import type { BundledRequest, RequestDetail } from "#lib/core/shown-access.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { requestFor } from "./request.ts";
import { approvalsOf, visibleRequests } from "./sight.ts";

/** The requests of some bundles that the viewer may see, in their order. */
export async function bundled(viewer: Viewer, bundleIds: readonly string[]): Promise<BundledRequest[]> {
  if (bundleIds.length === 0) return [];
  const visible = visibleRequests(viewer, await approvalsOf(viewer));
  const rows = await db().request.findMany({
    where: { AND: [{ bundleId: { in: [...bundleIds] } }, visible] },
    select: {
      id: true,
      number: true,
      bundleId: true,
      accountId: true,
      accountName: true,
      permissionSetArn: true,
      permissionSetName: true,
      state: true,
      lapsesAt: true,
      settledAt: true,
      decisions: {
        select: { deciderId: true, deciderName: true },
        orderBy: { decidedAt: "desc" },
        take: 1,
      },
    },
    orderBy: [{ bundleId: "asc" }, { bundlePlace: "asc" }],
  });
  return rows.map(({ decisions, ...row }) => ({ ...row, decidedBy: decisions[0] ?? null }));
}

/** Those of a bundle's requests, in their order, that wait for the viewer's yes or no now, each with all that its decision needs. */
export async function toDecideOf(
  viewer: Viewer,
  requests: readonly BundledRequest[],
  now: Date,
): Promise<RequestDetail[]> {
  const pending = requests.filter(({ state, lapsesAt }) => state === "pending" && lapsesAt > now);
  const details = await Promise.all(pending.map(({ id }) => requestFor(viewer, id, now)));
  return details.filter((detail) => detail !== null).filter(({ mayDecide }) => mayDecide);
}
