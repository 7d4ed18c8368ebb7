import { awsMoves } from "./aws-moves.ts";
import { attach, changed, type Move, trouble } from "./change.ts";
import { clockMove } from "./clock-move.ts";
import { isOver, wants } from "./judge.ts";
import { workerMoves } from "./worker-moves.ts";
import type { Worker, World } from "./world.ts";

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
  return [...withdrawals, ...outsideMoves(world)];
}

function outsideMoves(world: World): Move[] {
  const next = trouble(world, "outside", (copy) => {
    const { aws } = copy;
    aws.isKnownForeign = !aws.isPresent && !isOursUnderWay(copy) && copy.row?.seen !== "present";
    aws.isPresent = !aws.isPresent;
    aws.isOurs = false;
    aws.changedAt = copy.now;
  });
  if (!next) return [];
  return [
    { words: world.aws.isPresent ? "somebody removes it in AWS" : "somebody creates it in AWS", world: next },
  ];
}

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
      ({ kind, outcome }) =>
        kind === "create" && (outcome === null || outcome === "unknown" || outcome === "unfinished"),
    )
  );
}
