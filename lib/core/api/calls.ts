import { z } from "zod";
import * as schemas from "./schemas.ts";
import type { Scope } from "./scopes.ts";

/** A call as it is described: the door lets through what this says, and the published document is made of it. */
export type Call = {
  method: "get" | "post";
  /** Below `/api/v1`, with `{id}` for an id. */
  path: string;
  summary: string;
  /** What the token has to be for; null for any. */
  scope: Scope | null;
  /** What its person has to be as well: an administrator or auditor who reads everything, or an administrator. */
  right: "anybody" | "reader" | "administrator";
  status: 200 | 201;
  answers: z.ZodType;
  query: z.ZodType;
  takes: z.ZodType;
};

/** What a call that takes no body takes. */
export const nothing = z.undefined();

const none = z.strictObject({});
const accountId = z.string().regex(/^\d{12}$/, "is no account's id, which has 12 digits");
const setId = z
  .string()
  .min(1)
  .max(64)
  .describe("The last part of a permission set's ARN, such as `ps-0123456789abcdef`.");

/** The cursors of pages: an account's id, an event's number, and an instant in milliseconds with a row's id. */
const afterAccount = accountId.optional();
const afterEvent = z
  .string()
  .regex(/^\d{1,18}$/, "is no page's `next`")
  .optional();
const afterInstant = z
  .string()
  .regex(/^\d{1,15}_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, "is no page's `next`")
  .optional();
const limit = z.coerce.number().int().min(1).max(100).default(25).describe("How many stand on a page.");

/** How long a program may be kept waiting for something new. */
const MAX_WAIT_SECONDS = 60;
const watching = z.strictObject({
  wait: z.coerce
    .number()
    .int()
    .min(0)
    .max(MAX_WAIT_SECONDS)
    .default(0)
    .describe("With If-None-Match: how many seconds to wait for something new before 304 is answered."),
});

/** Every call that the API knows. None of them decides, and none changes a rule. */
export const calls = {
  description: {
    method: "get",
    path: "/openapi.json",
    summary: "This document. It needs no token.",
    scope: null,
    right: "anybody",
    status: 200,
    answers: z.record(z.string(), z.unknown()),
    query: none,
    takes: nothing,
  },
  me: {
    method: "get",
    path: "/me",
    summary: "Whom the token stands for, and what it is for.",
    scope: null,
    right: "anybody",
    status: 200,
    answers: schemas.me,
    query: none,
    takes: nothing,
  },
  offers: {
    method: "get",
    path: "/offers",
    summary:
      "What may be asked for, account by account in the order of their ids, and who would have to agree.",
    scope: "read",
    right: "anybody",
    status: 200,
    answers: schemas.offers,
    query: z.strictObject({
      account: accountId.optional(),
      permissionSet: setId.optional(),
      limit,
      after: afterAccount,
    }),
    takes: nothing,
  },
  requests: {
    method: "get",
    path: "/requests",
    summary: "The person's own requests, the newest first.",
    scope: "read",
    right: "anybody",
    status: 200,
    answers: schemas.requests,
    query: z.strictObject({ state: schemas.requestState.optional(), limit, after: afterInstant }),
    takes: nothing,
  },
  ask: {
    method: "post",
    path: "/requests",
    summary: "Asks for a role. The rule that decides may agree at once.",
    scope: "ask",
    right: "anybody",
    status: 201,
    answers: schemas.asked,
    query: none,
    takes: schemas.ask,
  },
  request: {
    method: "get",
    path: "/requests/{id}",
    summary: "One of the person's own requests with its grant.",
    scope: "read",
    right: "anybody",
    status: 200,
    answers: schemas.requestWithGrant,
    query: watching,
    takes: nothing,
  },
  cancel: {
    method: "post",
    path: "/requests/{id}/cancel",
    summary: "Withdraws an undecided request; ends its grant where an approver was quicker.",
    scope: "ask",
    right: "anybody",
    status: 200,
    answers: schemas.done,
    query: none,
    takes: nothing,
  },
  grants: {
    method: "get",
    path: "/grants",
    summary: "What the person holds, or is about to.",
    scope: "read",
    right: "anybody",
    status: 200,
    answers: schemas.grants,
    query: none,
    takes: nothing,
  },
  grant: {
    method: "get",
    path: "/grants/{id}",
    summary: "One of the person's own grants.",
    scope: "read",
    right: "anybody",
    status: 200,
    answers: schemas.grant,
    query: watching,
    takes: nothing,
  },
  giveBack: {
    method: "post",
    path: "/grants/{id}/give-back",
    summary: "Ends one of the person's own grants before its end.",
    scope: "ask",
    right: "anybody",
    status: 200,
    answers: schemas.done,
    query: none,
    takes: nothing,
  },
  rules: {
    method: "get",
    path: "/admin/rules",
    summary: "Every rule in the order in which they decide, in the form of a rules file.",
    scope: "rules",
    right: "reader",
    status: 200,
    answers: schemas.rules,
    query: none,
    takes: nothing,
  },
  rule: {
    method: "get",
    path: "/admin/rules/{id}",
    summary: "One rule, in the form of a rules file.",
    scope: "rules",
    right: "reader",
    status: 200,
    answers: schemas.ruleShown,
    query: none,
    takes: nothing,
  },
  everybodysGrants: {
    method: "get",
    path: "/admin/grants",
    summary: "Everybody's grants, those that end last first.",
    scope: "grants",
    right: "reader",
    status: 200,
    answers: schemas.grantsPage,
    query: z.strictObject({
      state: schemas.grantState.optional(),
      person: z.string().min(1).max(64).optional().describe("A person's id in the identity store."),
      account: accountId.optional(),
      permissionSet: setId.optional(),
      limit,
      after: afterInstant,
    }),
    takes: nothing,
  },
  end: {
    method: "post",
    path: "/admin/grants/{id}/end",
    summary: "Ends anybody's grant before its end.",
    scope: "end",
    right: "administrator",
    status: 200,
    answers: schemas.done,
    query: none,
    takes: nothing,
  },
  audit: {
    method: "get",
    path: "/admin/audit",
    summary: "The audit, the newest event first.",
    scope: "audit",
    right: "reader",
    status: 200,
    answers: schemas.auditPage,
    query: z.strictObject({ after: afterEvent }),
    takes: nothing,
  },
} as const satisfies Record<string, Call>;

/**
 * The methods that an address knows, as `Allow` names them.
 * @param path below `/api/v1`, as it was sent
 * @returns none when there is no such address
 */
export function methodsAt(path: string): readonly string[] {
  const here = Object.values(calls).filter((call) => templateOf(call.path).test(path));
  return here.flatMap(({ method }) => (method === "get" ? ["GET", "HEAD"] : ["POST"]));
}

function templateOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(".", String.raw`\.`).replace("{id}", "[^/]+")}/?$`);
}
