import type { Actor, Doing } from "#lib/core/actor.ts";
import { db } from "#lib/db/client.ts";
import { replay } from "./replay.ts";

type Host = Extract<Actor, { kind: "host" }>;

/**
 * Has deliveries sent again: these, or everything of one webhook that was given up.
 * @returns how many; what waits already, or is not there, is not counted
 */
export async function replayFromHost(
  doing: Doing<Host>,
  which: { ids: readonly string[] } | { givenUpOf: string },
): Promise<number> {
  const ids =
    "ids" in which
      ? which.ids
      : (
          await db().hookDelivery.findMany({
            where: { hookName: which.givenUpOf, state: "given_up" },
            orderBy: { createdAt: "asc" },
            select: { id: true },
          })
        ).map(({ id }) => id);
  let asked = 0;
  for (const id of ids) {
    if (await db().$transaction((tx) => replay(tx, doing, id, "asked on the host"))) asked += 1;
  }
  return asked;
}
