import type { z } from "zod";
import type { offer } from "#lib/core/api/schemas.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { whyUnavailable } from "#lib/core/why-unavailable.ts";
import { db } from "#lib/db/client.ts";
import { offersFor } from "#lib/queries/access/offers.ts";

/** What the viewer may ask for, as the API tells it. */
export async function offersOverApi(viewer: Viewer): Promise<z.infer<typeof offer>[]> {
  const [offers, sets] = await Promise.all([
    offersFor(viewer),
    db().permissionSet.findMany({ select: { arn: true, id: true, name: true } }),
  ]);
  const known = new Map(sets.map((set) => [set.arn, set]));
  return offers.map((account) => ({
    account: { id: account.id, name: account.name },
    unavailable: whyUnavailable(account),
    permissionSets: account.sets.flatMap(({ arn, maxMinutes }) => {
      const set = known.get(arn);
      return set ? [{ id: set.id, name: set.name, maxMinutes }] : [];
    }),
  }));
}
