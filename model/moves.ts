import { mayHandOver, mayRemove } from "#lib/core/engine-ask.ts";
import type { Verdict } from "#lib/core/ledger.ts";
import { awsMoves } from "./aws-moves.ts";
import { attach, changed, type Move, trouble } from "./change.ts";
import { clockMove } from "./clock-move.ts";
import { isOver, wants } from "./judge.ts";
import { workerMoves } from "./worker-moves.ts";
import type { Row, Worker, World } from "./world.ts";

/** Every move that is possible: of each worker, of AWS, of people, and of the clock once nobody has anything left to do now. */
export function movesOf(world: World): Move[] {
  const moves = [
    ...attachMoves(world),
    ...world.workers.flatMap((worker, index) => [
      ...workerMoves(world, worker, index),
      ...troubleMoves(world, worker, index),
    ]),
    ...awsMoves(world),
    ...peopleMoves(world),
  ];
  const time = clockMove(world);
  return time ? [...moves, time] : moves;
}

/** Any worker's sweep attaches a grant whose start is reached. */
function attachMoves(world: World): Move[] {
  return world.grants.flatMap((grant, index): Move[] => {
    if (grant.isAttached || isOver(grant) || grant.startsAt > world.now) return [];
    return [{ words: `grant ${index} is attached`, world: changed(world, (copy) => attach(copy, index)) }];
  });
}

function troubleMoves(world: World, worker: Worker, index: number): Move[] {
  if (worker.at === "idle") return [];
  // Nothing was done since it read, so dying here is dying there.
  const crash =
    worker.at === "perform"
      ? null
      : trouble(world, "crashes", (copy) => {
          copy.workers[index] = { at: "idle", isStalled: false };
        });
  const canMatter = worker.at === "perform" || worker.at === "sighted" || worker.at === "send";
  const stall =
    worker.isStalled || !canMatter
      ? null
      : trouble(world, "stalls", (copy) => {
          copy.workers[index] = { ...worker, isStalled: true };
        });
  return [
    ...(crash ? [{ words: `worker ${index} is killed at ${worker.at}`, world: crash }] : []),
    ...(stall ? [{ words: `worker ${index} stands still at ${worker.at}`, world: stall }] : []),
  ];
}

function peopleMoves(world: World): Move[] {
  const withdrawals = world.grants.flatMap((grant, index): Move[] => {
    if (!wants(grant, world.now) && !(grant.state === "scheduled" && grant.startsAt > world.now)) return [];
    if (grant.withdrawnAt !== null) return [];
    const next = trouble(world, "withdrawals", (copy) => {
      const one = copy.grants[index];
      if (one) one.withdrawnAt = copy.now;
      if (one?.isAttached && copy.row) {
        copy.row.dueAt = copy.now;
        copy.row.version += 1;
      }
    });
    return next ? [{ words: `grant ${index} is withdrawn`, world: next }] : [];
  });
  return [...withdrawals, ...outsideMoves(world), ...verdictMoves(world)];
}

function outsideMoves(world: World): Move[] {
  const next = trouble(world, "outside", (copy) => {
    const { aws } = copy;
    aws.isKnownForeign = !aws.isPresent && !isOursUnderWay(copy) && !mayOursStand(copy.row);
    aws.isPresent = !aws.isPresent;
    aws.isOurs = false;
    aws.changedAt = copy.now;
  });
  if (!next) return [];
  return [
    { words: world.aws.isPresent ? "somebody removes it in AWS" : "somebody creates it in AWS", world: next },
  ];
}

/** Whether ours still stands, for all that the ledger knows: its removal never told how it went, and nobody has looked since. */
function mayOursStand(row: Row | null): boolean {
  if (!row || row.seen === "absent") return false;
  if (row.seen === "present") return true;
  const [last] = row.operations
    .filter(({ settledAt }) => settledAt !== null)
    .toSorted((a, b) => (b.settledAt ?? 0) - (a.settledAt ?? 0) || b.id - a.id);
  if (!last) return false;
  const isUndone = last.outcome === "failed" || last.outcome === "refused";
  return last.kind === "delete" ? last.outcome !== "succeeded" : !isUndone;
}

/** An administrator decides about what the machine may not judge, while no worker is at it. */
function verdictMoves(world: World): Move[] {
  const { row, now, grants } = world;
  if (!row || (row.leaseUntil !== null && row.leaseUntil > now)) return [];
  const about = grants.flatMap(({ state, isAttached }) =>
    isAttached ? [{ state, holderId: "holder", ledger: row }] : [],
  );
  const say = (verdict: Verdict, words: string): Move[] => {
    const next = trouble(world, "verdicts", (copy) => {
      if (!copy.row) return;
      copy.row.verdict = verdict;
      copy.row.dueAt = now;
      copy.row.epoch += 1;
      copy.row.version += 1;
      // Whoever made it: it goes, or stays, by a human's word.
      copy.aws.isKnownForeign = false;
    });
    return next ? [{ words, world: next }] : [];
  };
  return [
    ...(about.some((one) => mayRemove(one) === null) ? say("remove", "a human has it removed") : []),
    ...(about.some((one) => mayHandOver(one, "asker") === null) ? say("keep", "a human keeps it") : []),
  ];
}

/** So long nobody can tell a create that was seen to land from what somebody else made: see lib/db/ledger.ts. */
const MAY_LAND = 30 * 60;

/** Whether a create of ours is on its way, or may be: then whoever finds the assignment cannot tell whose it is. */
function isOursUnderWay(world: World): boolean {
  if (!world.row) return false;
  const isSending = world.workers.some(
    (worker) =>
      (worker.at === "send" && worker.kind === "create") ||
      (worker.at === "perform" && worker.step.do === "create"),
  );
  return (
    isSending ||
    world.aws.late.length > 0 ||
    world.aws.operations.some(
      ({ kind, status }) => kind === "create" && (status === "open" || status === "stuck"),
    ) ||
    world.row.operations.some(
      ({ kind, outcome, requestId, startedAt }) =>
        kind === "create" &&
        (outcome === null ||
          outcome === "unknown" ||
          outcome === "unfinished" ||
          (requestId === null && world.now < startedAt + MAY_LAND)),
    )
  );
}
