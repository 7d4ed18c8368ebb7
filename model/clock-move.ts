import { changed, type Move } from "./change.ts";
import type { World } from "./world.ts";

/** Nothing happens any more after so long: the last look for what may have landed has been made. */
const END_OF_TIME = 3 * 24 * 3_600;

/**
 * Lets the clock go on to the next moment at which anything can differ. While a worker that does not stand still has something to do, or AWS is
 * about to finish an operation, no time passes.
 */
export function clockMove(world: World): Move | null {
  const { now, row, workers, aws, grants } = world;
  if (workers.some((worker) => worker.at !== "idle" && !worker.isStalled)) return null;
  if (aws.operations.some(({ status }) => status === "open")) return null;
  if (grants.some((grant) => grant.state === "scheduled" && grant.startsAt <= now)) return null;
  const hasHands = workers.some((worker) => worker.at === "idle");
  const isLeased = row?.leaseUntil !== null && row?.leaseUntil !== undefined && row.leaseUntil > now;
  if (row && hasHands && !isLeased && row.dueAt !== null && row.dueAt <= now) return null;
  const moments = [
    ...grants.flatMap(({ startsAt, endsAt }) => [startsAt, endsAt]),
    ...(row?.dueAt === null || row?.dueAt === undefined ? [] : [row.dueAt]),
    ...(isLeased && row?.leaseUntil ? [row.leaseUntil] : []),
    ...aws.late.map(({ until }) => until),
    ...workers.flatMap((worker) => (worker.at === "send" ? [worker.intendedAt + 14] : [])),
  ].filter((moment) => moment > now);
  const next = Math.min(...moments);
  if (!Number.isFinite(next) || next > END_OF_TIME) return null;
  // A request that is on its way arrives before its time is over, or never.
  return {
    words: `it is second ${next}`,
    world: changed(world, (copy) => {
      copy.now = next;
      copy.aws.late = copy.aws.late.filter(({ until }) => until > next);
    }),
  };
}
