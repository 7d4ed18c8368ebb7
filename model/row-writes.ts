import { changed, type Move } from "./change.ts";
import { isOver } from "./judge.ts";
import type { Operation, Row, Worker, World } from "./world.ts";

export function settle(
  row: Row,
  operation: Operation,
  outcome: NonNullable<Operation["outcome"]>,
  now: number,
): void {
  operation.settledAt = now;
  operation.outcome = outcome;
  if (outcome !== "refused") row.seen = null;
}

export function isLost(world: World, worker: { epoch: number }): boolean {
  return world.row?.epoch !== worker.epoch;
}

/** A write under the claim: void when the row was claimed anew. */
export function write(
  world: World,
  worker: Worker & { epoch: number },
  index: number,
  words: string,
  change: (row: Row, now: number, copy: World) => void,
): Move {
  if (isLost(world, worker))
    return { words: `${words}, too late`, world: changed(world, (copy) => rest(copy, index)) };
  return {
    words,
    world: changed(world, (copy) => {
      if (!copy.row) return;
      copy.workers[index] = { at: "read", epoch: worker.epoch, isStalled: false };
      copy.row.version += 1;
      change(copy.row, copy.now, copy);
    }),
  };
}

export function rest(copy: World, index: number): void {
  copy.workers[index] = { at: "idle", isStalled: false };
}

/** AWS may be asked less often than the product does: a worker may be away, and every further try is one more state. */
export const LONGEST_PAUSE = 6 * 3_600;

export function giveBack(copy: World, index: number): void {
  if (!copy.row) return;
  copy.row.faults += 1;
  const ends = copy.grants
    .filter((grant) => grant.isAttached && !isOver(grant))
    .map((grant) => Math.min(grant.endsAt, grant.withdrawnAt ?? grant.endsAt))
    .filter((end) => end > copy.now);
  copy.row.dueAt = Math.min(copy.now + Math.min(LONGEST_PAUSE, 2 ** copy.row.faults), ...ends);
  copy.row.leaseUntil = null;
  rest(copy, index);
}
