import type { Trouble, World } from "./world.ts";

/** A move, in words, and the world after it. `broken` says which invariant the move itself broke. */
export type Move = { words: string; world: World; broken?: string };

/** The world after a change of a copy of it. */
export function changed(world: World, change: (copy: World) => void): World {
  const copy = structuredClone(world);
  change(copy);
  return copy;
}

/** The world after something went wrong; null when nothing more may go wrong in this way. */
export function trouble(world: World, kind: keyof Trouble, change: (copy: World) => void): World | null {
  if (world.trouble[kind] === 0) return null;
  return changed(world, (copy) => {
    copy.trouble[kind] -= 1;
    change(copy);
  });
}

/** Attaches a grant to the row, which it makes where there is none; one that was withdrawn before its start is cancelled. */
export function attach(copy: World, index: number): void {
  const grant = copy.grants[index];
  if (!grant || grant.isAttached) return;
  if (grant.withdrawnAt !== null && grant.withdrawnAt <= grant.startsAt) {
    grant.state = "cancelled";
    return;
  }
  grant.isAttached = true;
  grant.state = "granting";
  copy.row ??= {
    version: 0,
    epoch: 0,
    leaseUntil: null,
    dueAt: null,
    origin: null,
    seen: null,
    seenAt: null,
    absentSince: null,
    createAttempts: 0,
    faults: 0,
    tombstoneAt: null,
    verdict: null,
    operations: [],
  };
  copy.row.dueAt = copy.now;
  copy.row.version += 1;
}
