import { globSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "vitest";
import { z } from "zod";
import { type Call, calls } from "#lib/core/api/calls.ts";
import { openApi } from "#lib/core/api/openapi.ts";
import * as schemas from "#lib/core/api/schemas.ts";
import type { Scope } from "#lib/core/api/scopes.ts";
import type { Stage, Who } from "#lib/operations/testing/stage.ts";
import { makeToken } from "#lib/operations/tokens/make-token.ts";

type Handler = (
  request: Request,
  context: { params: Promise<{ id?: string } | undefined> },
) => Promise<Response>;

const handler = z.custom<Handler>((value) => typeof value === "function");
const route = z.object({ GET: handler, POST: handler });
type Route = z.infer<typeof route>;

const folder = join(import.meta.dirname, "..");

/** What the folders hold: every address that has a route, with what it answers to GET and to POST. The one for addresses that there are none of is left out. */
export async function addresses(): Promise<Map<string, Route>> {
  const files = globSync("**/route.ts", { cwd: folder }).filter((file) => !file.includes("[[..."));
  const found = await Promise.all(
    files.sort().map(async (file) => {
      const path = `/${dirname(file)}`.replaceAll("[id]", "{id}");
      return [path, route.parse(await import(join(folder, file)))] as const;
    }),
  );
  return new Map(found);
}

const document = z
  .object({
    paths: z.record(
      z.string(),
      z.record(z.string(), z.object({ responses: z.record(z.string(), z.unknown()) })),
    ),
  })
  .parse(openApi("http://127.0.0.1:4300"));

export type Named = keyof typeof calls;

type Answers = { [Name in Named]: z.output<(typeof calls)[Name]["answers"]> };
const answering: {
  [Name in Named]: { status: number; answers: { parse: (value: unknown) => Answers[Name] } };
} = calls;

type Sending = {
  id?: string;
  query?: Record<string, string>;
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
};

/** A program that calls the API; every answer that it gets is held against what the description says of that call. */
export class Program {
  readonly #stage: Stage;
  readonly #token: string | null;
  /** Calls that answered well, and as described. */
  static readonly worked = new Set<Named>();

  constructor(stage: Stage, token: string | null) {
    this.#stage = stage;
    this.#token = token;
  }

  /** One of a person's own, with a new token. */
  static async of(
    stage: Stage,
    who: Who,
    scopes: readonly Scope[] = ["read", "ask"],
    days = 7,
  ): Promise<Program> {
    const made = await stage.person(who, (doing) => makeToken(doing, { name: "a script", scopes, days }));
    if (!made.ok) throw new Error(made.refusal.code);
    return new Program(stage, made.value.token);
  }

  get token(): string {
    return this.#token ?? "";
  }

  async send(name: Named, { id, query, body, headers = {}, signal }: Sending = {}): Promise<Response> {
    const described: Call = calls[name];
    const path = described.path.replace("{id}", id ?? "");
    const search = query ? `?${new URLSearchParams(query).toString()}` : "";
    const sent = new Request(`http://127.0.0.1:4300/api/v1${path}${search}`, {
      method: described.method.toUpperCase(),
      headers: {
        ...(this.#token !== null && { authorization: `Bearer ${this.#token}` }),
        ...(body !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
      ...(signal && { signal }),
    });
    const found = (await addresses()).get(described.path);
    if (!found) throw new Error(`There is no route of ${described.path}.`);
    const handle = described.method === "get" ? found.GET : found.POST;
    const response = await this.#stage.as("web", () =>
      handle(sent, { params: Promise.resolve(id === undefined ? undefined : { id }) }),
    );
    await isAsDescribed(name, described, response.clone());
    return response;
  }

  /** The answer of a call that worked. */
  async ask<Name extends Named>(name: Name, sending: Sending = {}): Promise<Answers[Name]> {
    const response = await this.send(name, sending);
    const { answers, status } = answering[name];
    expect([response.status, await response.clone().text()]).toEqual([status, expect.any(String)]);
    return answers.parse(await response.json());
  }

  /** The status and code of a call that did not. */
  async problem(name: Named, sending: Sending = {}): Promise<string> {
    return problemOf(await this.send(name, sending));
  }
}

/** The status and code of a problem. */
export async function problemOf(response: Response): Promise<string> {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  const { status, code, detail } = schemas.problem.parse(await response.json());
  expect(status).toBe(response.status);
  expect(detail).toMatch(/\S/);
  return `${status} ${code}`;
}

async function isAsDescribed(name: Named, { path, method, status, answers }: Call, response: Response) {
  const told = document.paths[path]?.[method]?.responses ?? {};
  expect(Object.keys(told), `${method} ${path} answers ${response.status}`).toContain(
    String(response.status),
  );
  if (response.status === 304) {
    expect(await response.text()).toBe("");
  } else if (response.status === status) {
    answers.parse(await response.json());
    Program.worked.add(name);
  } else {
    await problemOf(response);
  }
  if (name !== "description") expect(response.headers.get("cache-control")).toBe("private, no-store");
}
