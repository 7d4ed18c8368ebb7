import { type AskableWay, type QuickAsk, quickAsks, readQuickAsk } from "#lib/core/quick-ask.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { offersFor } from "./offers.ts";

/** The asks of the viewer's own that a few typed words may mean, the likeliest first; none for roles that cannot be had now. */
export async function quickAsksFor(viewer: Viewer, text: string): Promise<readonly QuickAsk[]> {
  if (readQuickAsk(text).words.length === 0) return [];
  const [offers, sets, favourites] = await Promise.all([
    offersFor(viewer),
    db().permissionSet.findMany({ select: { arn: true, id: true, name: true } }),
    db().favourite.findMany({
      where: { personId: viewer.personId },
      select: { accountId: true, permissionSetArn: true },
    }),
  ]);
  const known = new Map(sets.map((set) => [set.arn, set]));
  const ways = offers
    .filter(({ unavailable }) => unavailable === null)
    .flatMap((account) =>
      account.sets.flatMap(({ arn, maxMinutes }): AskableWay[] => {
        const set = known.get(arn);
        if (!set) return [];
        return [
          {
            accountId: account.id,
            accountName: account.name,
            setId: set.id,
            setName: set.name,
            maxMinutes,
            isFavourite: favourites.some(
              (each) => each.accountId === account.id && each.permissionSetArn === arn,
            ),
          },
        ];
      }),
    );
  return quickAsks(text, ways);
}
