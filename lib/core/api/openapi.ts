import { z } from "zod";
import * as schemas from "./schemas.ts";

type Call = {
  method: "get" | "post";
  path: string;
  summary: string;
  /** What the token has to be for; null for any. */
  scope: "read" | "ask" | "audit" | null;
  answers: { status: 200 | 201; schema: z.ZodType };
  takes?: z.ZodType;
};

/** Every call that the API knows. */
export const calls: readonly Call[] = [
  {
    method: "get",
    path: "/me",
    summary: "Whom the token stands for, and what it is for.",
    scope: null,
    answers: { status: 200, schema: schemas.me },
  },
  {
    method: "get",
    path: "/offers",
    summary: "What may be asked for, account by account.",
    scope: "read",
    answers: { status: 200, schema: schemas.offers },
  },
  {
    method: "get",
    path: "/requests",
    summary: "The person's own latest requests.",
    scope: "read",
    answers: { status: 200, schema: schemas.requests },
  },
  {
    method: "post",
    path: "/requests",
    summary: "Asks for a role. The rule that decides may agree at once.",
    scope: "ask",
    answers: { status: 201, schema: schemas.asked },
    takes: schemas.ask,
  },
  {
    method: "get",
    path: "/requests/{id}",
    summary:
      "One of the person's own requests with its grant. With If-None-Match it answers 304 while nothing has changed.",
    scope: "read",
    answers: { status: 200, schema: schemas.requestWithGrant },
  },
  {
    method: "post",
    path: "/requests/{id}/cancel",
    summary: "Withdraws an undecided request; ends its grant where an approver was quicker.",
    scope: "ask",
    answers: { status: 200, schema: schemas.done },
  },
  {
    method: "get",
    path: "/grants",
    summary: "What the person holds, or is about to.",
    scope: "read",
    answers: { status: 200, schema: schemas.grants },
  },
  {
    method: "post",
    path: "/grants/{id}/give-back",
    summary: "Ends one of the person's own grants before its end.",
    scope: "ask",
    answers: { status: 200, schema: schemas.done },
  },
  {
    method: "get",
    path: "/admin/audit",
    summary:
      "The audit, newest first, for administrators and auditors; `after` goes on from a page's `next`.",
    scope: "audit",
    answers: { status: 200, schema: schemas.auditPage },
  },
];

/** The OpenAPI 3.1 description of the API. It has no call that decides. */
export function openApi(baseUrl: string): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const call of calls) {
    const item = paths[call.path] ?? {};
    item[call.method] = operation(call);
    paths[call.path] = item;
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Gatehouse",
      version: "1",
      description:
        "Asks for temporary access to AWS accounts, watches it and gives it back. Nothing can be decided by it.",
    },
    servers: [{ url: `${baseUrl}/api/v1` }],
    security: [{ token: [] }],
    components: { securitySchemes: { token: { type: "http", scheme: "bearer", bearerFormat: "gh_…" } } },
    paths,
  };
}

function operation({ path, summary, scope, answers, takes }: Call) {
  const json = (schema: z.ZodType) => ({ "application/json": { schema: z.toJSONSchema(schema) } });
  return {
    summary,
    ...(scope !== null && { description: `The token must be for \`${scope}\`.` }),
    ...(path.includes("{id}") && {
      parameters: [{ name: "id", in: "path", required: true, schema: { type: "string", format: "uuid" } }],
    }),
    ...(takes && { requestBody: { required: true, content: json(takes) } }),
    responses: {
      [answers.status]: { description: "It worked.", content: json(answers.schema) },
      default: {
        description: "A problem, with a code and a sentence.",
        content: { "application/problem+json": { schema: z.toJSONSchema(schemas.problem) } },
      },
    },
  };
}
