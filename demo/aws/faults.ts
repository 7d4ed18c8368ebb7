import { z } from "zod";

const common = {
  /** Such as "CreateAccountAssignment", "sso-admin:ListTagsForResource", "sso-admin:*", or "*" for any. */
  operation: z.string().min(1),
  /** How many requests it hits; absent: until it is cleared. */
  times: z.int().positive().optional(),
  /** The share of the requests that it hits, above 0 and at most 1, drawn from the setting `chanceSeed`; absent: all. */
  share: z.number().gt(0).lte(1).optional(),
  /** How long it is in force, in milliseconds of the simulated clock; absent: until it is cleared. */
  forMs: z.number().positive().optional(),
  /** Only requests that name this account, permission set or principal; a status that is asked for names those of its operation. */
  accountId: z.string().min(1).optional(),
  permissionSetArn: z.string().min(1).optional(),
  principalId: z.string().min(1).optional(),
};

/** What the control endpoint may ask to go wrong. */
export const faultSchema = z.discriminatedUnion("kind", [
  /** Nobody is there: the request is not even counted. */
  z.strictObject({ kind: z.literal("away"), ...common }),
  /** The connection is reset and nothing was done. */
  z.strictObject({ kind: z.literal("reset"), ...common }),
  /** The effect happens, then the connection is reset. */
  z.strictObject({ kind: z.literal("answer-lost"), ...common }),
  /** The connection is reset, and the effect happens `delayMs` of the simulated clock later, if it is then still possible. */
  z.strictObject({ kind: z.literal("lands-late"), ...common, delayMs: z.number().positive() }),
  /** Milliseconds as they pass, and not of the simulated clock. */
  z.strictObject({ kind: z.literal("slow"), ...common, delayMs: z.int().positive() }),
  /** The service's own throttling, whatever its name is there. */
  z.strictObject({ kind: z.literal("throttled"), ...common }),
  /** The service's own internal error, or AWS's common one for 503. */
  z.strictObject({
    kind: z.literal("server-error"),
    ...common,
    httpStatus: z.int().min(500).max(599).default(500),
  }),
  z.strictObject({
    kind: z.literal("error"),
    ...common,
    name: z.string().min(1),
    message: z.string().default("Injected."),
    httpStatus: z.int().min(400).max(599).default(400),
  }),
  /** The page of this number is an error, 1 being the first; the others come as usual. */
  z.strictObject({ kind: z.literal("page-fails"), ...common, page: z.int().positive() }),
  /** Every page after the first is an error; the first comes as usual. */
  z.strictObject({ kind: z.literal("later-page-fails"), ...common }),
  /** The token of a later page is refused, as AWS does when it was given too long ago. */
  z.strictObject({ kind: z.literal("token-expires"), ...common }),
  /** The answer is replaced: a success with members missing, or with values that AWS never gave. */
  z.strictObject({ kind: z.literal("answer"), ...common, body: z.record(z.string(), z.unknown()) }),
  z.strictObject({ kind: z.literal("settles-failed"), ...common, reason: z.string().min(1) }),
  /** What is opened meanwhile stays so, also when the fault is over: `POST operations/settle` ends it. */
  z.strictObject({ kind: z.literal("never-settles"), ...common }),
]);

export type Fault = z.infer<typeof faultSchema>;
/** A fault as it may be asked for, without what has a usual value. */
export type FaultAsked = z.input<typeof faultSchema>;
export type FaultKind = Fault["kind"];
export type FaultOf<Kind extends FaultKind> = Extract<Fault, { kind: Kind }>;

/** What a request is about, as far as its body names it. */
export type Subject = {
  accountId: string | undefined;
  permissionSetArn: string | undefined;
  principalId: string | undefined;
};

/** A request as the faults see it. What it is about is looked up only for a fault that is narrowed. */
export type Call = {
  service: string;
  operation: string;
  /** The number of the page that a list is asked for, from 1; null where no list is asked for, or none of ours. */
  page: () => number | null;
  subject: () => Subject;
};
