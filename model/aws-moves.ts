import { changed, type Move, trouble } from "./change.ts";
import type { AwsOperation, World } from "./world.ts";

/** So late AWS may still finish what it left open: early enough for the daily look to find it. */
const LAST_LANDING = 24 * 3_600 + 7_200;

/** What AWS does by itself: it finishes operations, or fails them, or never finishes them; and a create that was sent lands late. */
export function awsMoves(world: World): Move[] {
  const { operations, late } = world.aws;
  return [
    ...operations.flatMap((operation) => (operation.status === "open" ? settleMoves(world, operation) : [])),
    ...operations.flatMap((operation) =>
      operation.status === "stuck" && world.now < LAST_LANDING
        ? [
            {
              words: `AWS finishes ${operation.kind} ${operation.requestId} after all`,
              world: settled(world, operation),
            },
          ]
        : [],
    ),
    ...late.map((_, index) => ({
      words: "a late create lands",
      world: changed(world, (copy) => {
        copy.aws.late.splice(index, 1);
        create(copy);
      }),
    })),
  ];
}

function settleMoves(world: World, operation: AwsOperation): Move[] {
  const { kind, requestId } = operation;
  const failed = trouble(world, "failed", (copy) => {
    const one = copy.aws.operations.find((other) => other.requestId === requestId);
    if (one) one.status = "failed";
  });
  const stuck = trouble(world, "stuck", (copy) => {
    const one = copy.aws.operations.find((other) => other.requestId === requestId);
    if (one) one.status = "stuck";
  });
  return [
    { words: `AWS finishes ${kind} ${requestId}`, world: settled(world, operation) },
    ...(failed ? [{ words: `AWS fails ${kind} ${requestId}`, world: failed }] : []),
    ...(stuck ? [{ words: `AWS leaves ${kind} ${requestId} open`, world: stuck }] : []),
  ];
}

function settled(world: World, { requestId, kind }: AwsOperation): World {
  return changed(world, (copy) => {
    const one = copy.aws.operations.find((other) => other.requestId === requestId);
    if (!one) return;
    one.status = "succeeded";
    if (kind === "create") create(copy);
    else remove(copy);
  });
}

function create({ aws, now }: World): void {
  if (aws.isPresent) return;
  aws.isPresent = true;
  aws.isOurs = true;
  aws.isKnownForeign = false;
  aws.changedAt = now;
}

function remove({ aws, now }: World): void {
  if (!aws.isPresent) return;
  aws.isPresent = false;
  aws.isOurs = false;
  aws.isKnownForeign = false;
  aws.changedAt = now;
}
