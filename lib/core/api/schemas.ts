import { z } from "zod";
import { days } from "#lib/core/rules/bounds.ts";
import { rulesFile } from "#lib/core/rules/rules-file.ts";
import { scopes } from "./scopes.ts";

/** What the API takes and answers. The published description is made of these, and answers are checked against them in tests. */
const id = z.uuid();
const moment = z.iso.datetime({ offset: true });
const accountId = z.string().regex(/^\d{12}$/);
const account = z.strictObject({ id: accountId, name: z.string() });
const next = z
  .string()
  .nullable()
  .describe("Where the next page begins, to be sent as `after`; null on the last.");

export const me = z.strictObject({
  person: z.strictObject({ id: z.string(), name: z.string(), email: z.string().nullable() }),
  scopes: z.array(z.enum(scopes)),
});

const stage = z.strictObject({
  quorum: z.int().describe("How many of them have to say yes."),
  approverCount: z.int(),
  approvers: z
    .array(z.strictObject({ id: z.string(), name: z.string() }))
    .describe("By name, 50 at the most."),
});

const term = z
  .strictObject({
    name: z.string(),
    maxMinutes: z.int(),
    suggestedMinutes: z.int().nullable(),
    aheadMinutes: z.int().describe("How far ahead a start may lie; 0 for now only."),
    hours: z
      .strictObject({ zone: z.string(), days: z.array(z.enum(days)), from: z.string(), to: z.string() })
      .nullable()
      .describe("When a grant may begin; null for any time."),
    reasonMinLength: z.int(),
    tickets: z
      .array(z.string())
      .describe(
        "A ticket has to meet one of these: # stands for digits, * for any characters. None when none is needed.",
      ),
    automatic: z.boolean().describe("Whether the rule agrees by itself."),
    stages: z.array(stage).describe("Who has to agree, in order."),
    deadlineMinutes: z.int().describe("How long an undecided request stands."),
  })
  .describe(
    "A rule under which it may be asked for. The first that allows a request's length and start decides.",
  );

export const offer = z.strictObject({
  account,
  unavailable: z.string().nullable().describe("Why nothing can be had there now; null when it can."),
  permissionSets: z.array(
    z.strictObject({ id: z.string(), name: z.string(), maxMinutes: z.int(), rules: z.array(term) }),
  ),
});
export const offers = z.strictObject({ offers: z.array(offer), next });

export const grantState = z.enum([
  "scheduled",
  "granting",
  "active",
  "active_preexisting",
  "revoking",
  "revoke_blocked",
  "contested",
  "grant_failed",
  "ended",
  "cancelled",
  "invalidated",
]);

export const grant = z.strictObject({
  id,
  requestId: id,
  account,
  permissionSet: z.string(),
  personId: z.string(),
  state: grantState,
  startsAt: moment,
  endsAt: moment,
  sessionsUntil: moment.describe("Until when a session that was opened may live on."),
});
export const grants = z.strictObject({ grants: z.array(grant) });

const heldGrant = z.strictObject({
  ...grant.shape,
  person: z.strictObject({ id: z.string(), name: z.string() }),
  requestNumber: z.int(),
  ticket: z.string().nullable(),
  endedAt: moment.nullable().describe("When its absence was seen in AWS."),
  why: z.string().nullable().describe("Why it is over."),
});
export const grantsPage = z.strictObject({ grants: z.array(heldGrant), next });

export const requestState = z.enum(["pending", "approved", "denied", "cancelled", "lapsed", "invalidated"]);

export const request = z.strictObject({
  id,
  number: z.int(),
  account,
  permissionSet: z.string(),
  minutes: z.int(),
  reason: z.string(),
  ticket: z.string().nullable(),
  state: requestState,
  createdAt: moment,
  lapsesAt: moment,
  settledAt: moment.nullable(),
  url: z.url().describe("Where a person looks at it."),
});
export const requestWithGrant = z.strictObject({ ...request.shape, grant: grant.nullable() });
export const requests = z.strictObject({ requests: z.array(request), next });

/** An ask. Anything else in it is refused. */
export const ask = z.strictObject({
  accountId,
  permissionSetId: z
    .string()
    .min(1)
    .max(64)
    .describe("The last part of the permission set's ARN, such as `ps-0123456789abcdef`, as offers name it."),
  minutes: z.int().min(1).max(100_000),
  startsAt: moment.optional().describe("Left out: at once."),
  reason: z.string().min(1).max(1_000),
  ticket: z.string().max(100).optional(),
});
export const asked = z.strictObject({
  id,
  grantId: id.nullable().describe("The grant, where the rule agreed by itself."),
});
export const done = z.strictObject({ id });

const { $schema: _, ...ruleInFile } = z.toJSONSchema(rulesFile.shape.rules.element, { io: "input" });
export const ruleShown = z.strictObject({
  id,
  version: z.int(),
  enabled: z.boolean(),
  /** As a rules file says it; what the catalogue does not know any more is named by its id. */
  rule: z.record(z.string(), z.unknown()).meta(ruleInFile),
});
export const rules = z.strictObject({ rules: z.array(ruleShown) });

const auditEvent = z.strictObject({
  id: z.string(),
  at: moment,
  action: z.string(),
  actor: z.strictObject({ id: z.string(), name: z.string() }),
  target: z.strictObject({ kind: z.string(), id: z.string(), name: z.string() }),
  cause: z.string(),
  requestId: id.nullable(),
  grantId: id.nullable(),
});
export const auditPage = z.strictObject({ events: z.array(auditEvent), next });

/** https://www.rfc-editor.org/rfc/rfc9457 */
export const problem = z.strictObject({
  type: z.literal("about:blank"),
  title: z.string().describe("HTTP's phrase for the status."),
  status: z.int(),
  code: z.string().describe("What it was, for programs."),
  detail: z.string().describe("What it was, in a sentence for a person."),
  errors: z
    .array(z.strictObject({ where: z.string(), detail: z.string() }))
    .optional()
    .describe("Each place in what was sent that is not right."),
  correlationId: z.string().optional().describe("Names the failure in the log."),
});
