import { isTooFarApart } from "#lib/core/granting.ts";
import type { Granting } from "#lib/core/shown-engine.ts";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";

/** Whether access is given at the moment, for everybody who asks or decides; who stopped it and why is for readers. */
export async function grantingFor(viewer: Viewer): Promise<Granting> {
  const [state, [denied]] = await Promise.all([
    db().engineState.findUniqueOrThrow({
      where: { isOnly: true },
      select: { drainingSince: true, drainingBy: true, drainingWhy: true, awsAheadMs: true },
    }),
    db().$queryRaw<{ since: Date | null }[]>`
      select min(fault_since) as since from managed_assignment
      where fault_since is not null and (fault_kind = 'denied' or (fault_kind = 'expired-credentials' and faults > 1))`,
  ]);
  const isReader = mayReadEverything(viewer);
  const { drainingSince, drainingBy, drainingWhy, awsAheadMs } = state;
  return {
    stopped: drainingSince && {
      since: drainingSince,
      by: isReader ? drainingBy : null,
      why: isReader ? drainingWhy : null,
    },
    clockAheadMs: isTooFarApart(awsAheadMs) ? awsAheadMs : null,
    deniedSince: denied?.since ?? null,
  };
}
