import { z } from "zod";

const common = {
  /** The operation's name, such as "CreateAccountAssignment", or "*" for any. */
  operation: z.string(),
  /** How many requests it hits; absent: until the faults are cleared. */
  times: z.int().positive().optional(),
};

/** What the control endpoint may ask to go wrong. */
export const faultSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("error"),
    ...common,
    name: z.string(),
    message: z.string().default("Injected."),
    httpStatus: z.int().min(400).max(599).default(400),
  }),
  /** The connection is reset and nothing was done. */
  z.strictObject({ kind: z.literal("reset"), ...common }),
  /** The effect happens, then the connection is reset. */
  z.strictObject({ kind: z.literal("answer-lost"), ...common }),
  z.strictObject({ kind: z.literal("slow"), ...common, delayMs: z.int().positive() }),
  /** Every page after the first is an error; the first comes as usual. */
  z.strictObject({ kind: z.literal("later-page-fails"), ...common }),
  /** The token of a later page is refused, as AWS does when it was given too long ago. */
  z.strictObject({ kind: z.literal("token-expires"), ...common }),
  /** The answer is replaced: a success with members missing, or with values that AWS never gave. */
  z.strictObject({ kind: z.literal("answer"), ...common, body: z.record(z.string(), z.unknown()) }),
  z.strictObject({ kind: z.literal("settles-failed"), ...common, reason: z.string() }),
  z.strictObject({ kind: z.literal("never-settles"), ...common }),
]);

export type Fault = z.infer<typeof faultSchema>;
export type FaultKind = Fault["kind"];

/** Takes the first fault of these kinds for the operation out of the table, once; a counted one is used up at the end. */
export function takeFault<Kind extends FaultKind>(
  faults: Fault[],
  operationName: string,
  kinds: readonly Kind[],
): Extract<Fault, { kind: Kind }> | null {
  const isWanted = (fault: Fault): fault is Extract<Fault, { kind: Kind }> =>
    kinds.some((kind) => kind === fault.kind) &&
    (fault.operation === operationName || fault.operation === "*");
  const found = faults.find(isWanted);
  if (!found) return null;
  if (found.times !== undefined) {
    found.times -= 1;
    if (found.times === 0) faults.splice(faults.indexOf(found), 1);
  }
  return found;
}
