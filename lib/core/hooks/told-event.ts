import { z } from "zod";
import type { ToldType } from "./told-types.ts";

const moment = z.iso.datetime();
const named = z.strictObject({ id: z.string(), name: z.string() });

/** Who did it: a person, a worker, or somebody on the host. */
const by = z.strictObject({ kind: z.enum(["person", "worker", "host"]), id: z.string(), name: z.string() });

/** What is told of a request, of the decision that was just made, and of the grant that came of it. */
const ofRequest = z.strictObject({
  by,
  why: z.string(),
  request: z.strictObject({
    id: z.uuid(),
    number: z.int(),
    state: z.enum(["pending", "approved", "denied", "cancelled", "lapsed", "invalidated"]),
    minutes: z.int(),
    startsAt: moment.nullable(),
    askedAt: moment,
    lapsesAt: moment,
    reason: z.string(),
    ticket: z.string().nullable(),
    rule: z.string(),
  }),
  requester: named,
  account: named,
  permissionSet: z.strictObject({ arn: z.string(), name: z.string() }),
  decision: z
    .strictObject({
      isByRule: z.boolean(),
      /** What was granted; null on a no, and while others have to agree. */
      minutes: z.int().nullable(),
      isShortened: z.boolean(),
      comment: z.string(),
      /** From 1; null where a rule agrees by itself. */
      stage: z.int().nullable(),
      reachesStage: z.int().nullable(),
    })
    .nullable(),
  grant: z
    .strictObject({
      id: z.uuid(),
      state: z.string(),
      startsAt: moment,
      endsAt: moment,
      /** Null where the assignment stays in AWS. */
      sessionsMayLiveUntil: moment.nullable(),
      endedAt: moment.nullable(),
      endReason: z.string().nullable(),
    })
    .nullable(),
  url: z.string(),
});

/** What is told of the rules. */
const ofRules = z.strictObject({
  by,
  why: z.string(),
  rules: z.strictObject({ what: z.string(), changed: z.int().nullable(), disabled: z.int().nullable() }),
  url: z.string(),
});

/** The `data` of an event. */
export const toldContent = z.union([ofRequest, ofRules]);

export type ToldOfRequest = z.infer<typeof ofRequest>;
export type ToldOfRules = z.infer<typeof ofRules>;
export type ToldContent = z.infer<typeof toldContent>;

/** Something that happened, as webhooks tell it. The sequence rises with every event of the audit, so it has gaps. */
export type ToldEvent = {
  id: string;
  type: ToldType;
  sequence: number;
  occurredAt: Date;
  content: ToldContent;
};
