import type { Doing, PersonActor } from "#lib/core/actor.ts";
import { MAX_FAVOURITES } from "#lib/core/favourites.ts";
import type { Result } from "#lib/core/result.ts";
import { record } from "#lib/db/record.ts";
import { guarded, no } from "./guarded.ts";

export type FavouriteInput = { accountId: string; permissionSetArn: string; isMarked: boolean };

/**
 * Marks a role as one that the viewer wants at hand, or takes it out; the same again changes nothing. Whether it may be asked for is not judged: a
 * favourite that cannot be had now may be had again.
 * @param input an account and a permission set that the catalogue knows
 * @returns whether it is marked now; or a refusal: unknown, too-many-favourites, busy
 */
export async function markFavourite(
  doing: Doing<PersonActor>,
  { accountId, permissionSetArn, isMarked }: FavouriteInput,
): Promise<Result<{ isMarked: boolean }>> {
  const { personId } = doing.actor.viewer;
  const role = { personId, accountId, permissionSetArn };
  return guarded(async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`favourites:${personId}`}, 0))`;
    const isThere = (await tx.favourite.count({ where: role })) > 0;
    if (isThere === isMarked) return { isMarked };
    const account = await tx.account.findUnique({ where: { id: accountId }, select: { name: true } });
    const set = await tx.permissionSet.findUnique({
      where: { arn: permissionSetArn },
      select: { name: true },
    });
    // What is gone from AWS can still be taken out.
    if (isMarked && (!account || !set)) return no({ code: "unknown" });
    if (isMarked && (await tx.favourite.count({ where: { personId } })) >= MAX_FAVOURITES)
      return no({ code: "too-many-favourites", max: MAX_FAVOURITES });
    if (isMarked) await tx.favourite.create({ data: { ...role, createdAt: doing.now } });
    else await tx.favourite.deleteMany({ where: role });
    await record(tx, doing, {
      action: isMarked ? "favourite.marked" : "favourite.taken-out",
      target: {
        kind: "favourite",
        id: `${accountId}/${permissionSetArn}`,
        name: `${set?.name ?? "a permission set that is gone"} in ${account?.name ?? accountId}`,
      },
      cause: "asked by the person",
      accountId,
    });
    return { isMarked };
  });
}
