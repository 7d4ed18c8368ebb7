import { z } from "zod";
import { type Call, calls, nothing } from "./calls.ts";
import * as schemas from "./schemas.ts";

type Json = Record<string, unknown>;

const rights = {
  anybody: "",
  reader: " Its person must be an administrator or an auditor.",
  administrator: " Its person must be an administrator.",
} as const satisfies Record<Call["right"], string>;

/** What may go wrong at every call, and what that means. */
const problems = {
  400: "What was sent cannot be read.",
  401: "No token was shown, or one that is not good.",
  403: "The token is not for this, or its person may not do it.",
  404: "There is nothing here, or the person may not see it.",
  405: "The address does not know this method.",
  406: "No answer can be had in the form that was asked for.",
  422: "What was sent is not right, or was refused.",
  429: "Too much at once.",
  500: "It failed. The log says why.",
} as const;

const changeProblems = {
  409: "What is asked stands already or is over, or a call with the same key is under way.",
  413: "Too much was sent.",
  415: "What was sent does not say that it is JSON.",
  503: "Too much was changed at the same moment. Nothing came of it.",
} as const;

function schemaOf(schema: z.ZodType): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io: "input" });
  return json;
}

const json = (schema: Json) => ({ "application/json": { schema } });
const isForOne = ({ path }: Call) => path.includes("{id}");
const tag = { ETag: { description: "Names what is answered here.", schema: { type: "string" } } };

/** The OpenAPI 3.1 description of the API. It has no call that decides, and none that changes a rule. */
export function openApi(baseUrl: string): Json {
  const paths: Record<string, Json> = {};
  for (const [name, call] of Object.entries<Call>(calls)) {
    paths[call.path] = { ...paths[call.path], [call.method]: operation(name, call) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Gatehouse",
      version: "1",
      description:
        "Asks for temporary access to AWS accounts, watches it and gives it back. Nothing can be decided by it, and no rule changed.",
    },
    servers: [{ url: `${baseUrl}/api/v1` }],
    security: [{ token: [] }],
    components: {
      securitySchemes: { token: { type: "http", scheme: "bearer", bearerFormat: "gh_…" } },
      schemas: {
        Problem: schemaOf(schemas.problem),
        ...Object.fromEntries(
          Object.entries<Call>(calls).map(([name, { answers }]) => [answerOf(name), schemaOf(answers)]),
        ),
      },
    },
    paths,
  };
}

function answerOf(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}Answer`;
}

function operation(name: string, call: Call): Json {
  const { summary, scope, right, status, takes, method } = call;
  const isOpen = call === calls.description;
  return {
    operationId: name,
    summary,
    ...(scope !== null && { description: `The token must be for \`${scope}\`.${rights[right]}` }),
    ...(isOpen && { security: [] }),
    parameters: [...inAddress(call), ...inQuery(call), ...inHeaders(call)],
    ...(takes !== nothing && { requestBody: { required: true, content: json(schemaOf(takes)) } }),
    responses: {
      [status]: {
        description: "It worked.",
        ...(!isOpen && { headers: method === "get" ? tag : { "Idempotent-Replay": replay } }),
        content: json({ $ref: `#/components/schemas/${answerOf(name)}` }),
      },
      ...(method === "get" && !isOpen && { 304: { description: "Nothing is new.", headers: tag } }),
      ...problemsOf(call),
    },
  };
}

const replay = {
  description: "`true` when this was answered before to the same Idempotency-Key, and nothing was done now.",
  schema: { type: "string", const: "true" },
};

function problemsOf(call: Call): Json {
  const known = {
    ...problems,
    ...(call.method === "post" && changeProblems),
  };
  return Object.fromEntries(
    Object.entries(known).map(([status, description]) => [
      status,
      {
        description,
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    ]),
  );
}

function inAddress(call: Call): Json[] {
  if (!isForOne(call)) return [];
  return [{ name: "id", in: "path", required: true, schema: { type: "string", format: "uuid" } }];
}

const objectSchema = z.object({
  properties: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
});

function inQuery({ query }: Call): Json[] {
  const { properties = {} } = objectSchema.parse(schemaOf(query));
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: "query",
    required: false,
    ...(description !== undefined && { description }),
    schema,
  }));
}

function inHeaders(call: Call): Json[] {
  if (call === calls.description) return [];
  if (call.method === "get")
    return [
      {
        name: "If-None-Match",
        in: "header",
        description: "An ETag: 304 is answered while that is still so.",
        schema: { type: "string" },
      },
    ];
  return [
    {
      name: "Idempotency-Key",
      in: "header",
      description:
        "Up to 255 visible characters of the program's own. The same call with the same key is done once, and answered alike for a day.",
      schema: { type: "string", minLength: 1, maxLength: 255 },
    },
  ];
}
