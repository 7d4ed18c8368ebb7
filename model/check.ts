import { createHash } from "node:crypto";
import type { Move } from "./change.ts";
import { isOver, wantedUntil } from "./judge.ts";
import { movesOf } from "./moves.ts";
import type { Grant, World } from "./world.ts";

export type Found = {
  states: number;
  transitions: number;
  depth: number;
  /** What was broken, and the shortest way there, in words. */
  violation: { broken: string; trace: readonly string[] } | null;
};

/** Which move led here, from which state: enough to find the words again. */
type Way = { from: number; move: number };

/**
 * Visits every state that can be reached, nearest first, and stops at the first that breaks an invariant.
 * @param beginnings where it may begin
 */
export function check(beginnings: readonly World[]): Found {
  const seen = new Set<string>();
  const froms: number[] = [];
  const moved: number[] = [];
  let level: { world: World; at: number }[] = [];
  let transitions = 0;
  let depth = 0;

  function visit(world: World, way: Way, into: { world: World; at: number }[]): void {
    const key = keyOf(world);
    if (seen.has(key)) return;
    seen.add(key);
    into.push({ world, at: froms.length });
    froms.push(way.from);
    moved.push(way.move);
  }
  function found(broken: string, at: number, last?: string): Found {
    const way: number[] = [];
    let begins = at;
    for (; (froms[begins] ?? -1) >= 0; begins = froms[begins] ?? -1) way.unshift(moved[begins] ?? 0);
    const trace: string[] = [];
    let world = beginnings[moved[begins] ?? 0];
    for (const index of way) {
      const move: Move | undefined = world && movesOf(world)[index];
      if (!move) break;
      trace.push(move.words);
      world = move.world;
    }
    if (last) trace.push(last);
    return { states: seen.size, transitions, depth, violation: { broken, trace } };
  }

  for (const [move, world] of beginnings.entries()) visit(world, { from: -1, move }, level);
  while (level.length > 0) {
    const next: typeof level = [];
    for (const { world, at } of level) {
      const moves = movesOf(world);
      transitions += moves.length;
      for (const [index, move] of moves.entries()) {
        const broken = move.broken ?? brokenBy(world, move);
        if (broken) return found(broken, at, move.words);
        visit(move.world, { from: at, move: index }, next);
      }
      if (moves.length > 0) continue;
      const broken = brokenAtTheEnd(world);
      if (broken) return found(broken, at);
    }
    level = next;
    depth += 1;
  }
  return { states: seen.size, transitions, depth, violation: null };
}

/** Versions and ids only have to differ, so that they are left out where nothing compares them any more. */
function keyOf(world: World): string {
  const { row, ...rest } = world;
  const isCompared = world.workers.some((worker) => worker.at === "perform");
  const text = JSON.stringify({
    ...rest,
    nextId: 0,
    row: row && { ...row, version: isCompared ? row.version : 0 },
  });
  return createHash("md5").update(text).digest("base64");
}

/** "Active" is said only of what a look saw that began when our create had settled; and nothing over comes back. */
function brokenBy(before: World, { world }: Move): string | null {
  for (const [index, grant] of world.grants.entries()) {
    const former = before.grants[index];
    if (!former) continue;
    if (wantedUntil(grant) > wantedUntil(former)) return `S7: the end of grant ${index} moves later`;
    if (former.state === grant.state) continue;
    if (isOver(former)) return `S6: grant ${index} leaves ${former.state} for ${grant.state}`;
    if (grant.endReason === "handed-over") continue;
    if (grant.state === "active" || grant.state === "ended") {
      const { row } = world;
      const settledAt = Math.max(
        ...(row?.operations ?? []).map(({ settledAt }) => settledAt ?? Infinity),
        -1,
      );
      if (!row || row.seenAt === null || row.seenAt < settledAt)
        return `S3: grant ${index} is called ${grant.state} without a look after the last operation`;
      if (grant.state === "active" && row.seen !== "present")
        return `S3: grant ${index} is called active, and was not seen`;
    }
  }
  return null;
}

/**
 * Once nothing can happen any more, every grant is over and nothing of ours stands, unless a human has to decide or did, or AWS never ends an
 * operation and takes no other.
 */
function brokenAtTheEnd(world: World): string | null {
  const isHeldUp = world.aws.operations.some(({ status }) => status === "stuck");
  const isLeft = ({ state, endReason }: Grant) =>
    state === "contested" || endReason === "handed-over" || (state === "revoke_blocked" && isHeldUp);
  const open = world.grants.findIndex((grant) => !isOver(grant) && !isLeft(grant));
  if (open >= 0) return `L5: grant ${open} is ${world.grants[open]?.state} for ever`;
  if (world.aws.isPresent && world.aws.isOurs && !world.grants.some(isLeft))
    return "S10: what is ours stands for ever";
  return null;
}
