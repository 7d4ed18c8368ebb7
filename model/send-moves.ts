import { changed, type Move, trouble } from "./change.ts";
import type { Worker, World } from "./world.ts";

/** After its intent a call may still be sent for so long: see lib/aws/send-in-time.ts. */
const SEND_WITHIN = 13;
/** And a signature is taken by AWS for so long. */
const SIGNATURE = 15 * 60;

/** What may become of a call that was written down: it arrives, it or its answer is lost, AWS refuses it, or it is on its way for long. */
export function send(
  world: World,
  worker: Extract<Worker, { at: "send" }>,
  index: number,
  name: string,
): Move[] {
  const { kind, epoch, operationId } = worker;
  const failing = (refused: boolean) => (copy: World) => {
    copy.workers[index] = {
      at: "fault",
      epoch,
      refused: refused ? operationId : null,
      isPassing: true,
      isStalled: false,
    };
  };
  if (world.now > worker.intendedAt + SEND_WITHIN)
    return [{ words: `${name} comes too late to send its ${kind}`, world: changed(world, failing(true)) }];
  const isAbsent = kind === "delete" && !world.aws.isPresent;
  const isBusy = world.aws.operations.some(({ status }) => status === "open" || status === "stuck");
  if (isBusy)
    return [{ words: `AWS refuses the ${kind}: another is open`, world: changed(world, failing(true)) }];
  const open = (copy: World) => {
    const requestId = copy.nextId;
    copy.nextId += 1;
    copy.aws.operations = copy.aws.operations.filter(({ status }) => status === "open" || status === "stuck");
    copy.aws.operations.push({ requestId, kind, openedAt: copy.now, status: "open" });
    return requestId;
  };
  const hearing = (requestId: number | null): Worker => ({
    at: "answered",
    epoch,
    operationId,
    requestId,
    isStalled: false,
  });
  const done: Move = isAbsent
    ? {
        words: `AWS says to ${name} that there is nothing to delete`,
        world: changed(world, (copy) => {
          copy.workers[index] = hearing(null);
        }),
      }
    : {
        words: `${name} sends its ${kind}`,
        world: changed(world, (copy) => {
          copy.workers[index] = hearing(open(copy));
        }),
        ...(kind === "delete" &&
          world.aws.isKnownForeign && { broken: "S2: a delete of what somebody else made" }),
      };
  const lost = isAbsent
    ? null
    : trouble(world, "lost", (copy) => {
        open(copy);
        failing(false)(copy);
      });
  const unsent = trouble(world, "unsent", failing(false));
  const refused = trouble(world, "refused", failing(true));
  const late =
    kind === "create"
      ? trouble(world, "late", (copy) => {
          copy.aws.late.push({ until: copy.now + SIGNATURE });
          failing(false)(copy);
        })
      : null;
  return [
    done,
    ...(lost ? [{ words: `the answer to the ${kind} of ${name} is lost`, world: lost }] : []),
    ...(unsent ? [{ words: `the ${kind} of ${name} is lost`, world: unsent }] : []),
    ...(refused ? [{ words: `AWS refuses the ${kind} of ${name}`, world: refused }] : []),
    ...(late ? [{ words: `the ${kind} of ${name} is on its way for long`, world: late }] : []),
  ];
}
