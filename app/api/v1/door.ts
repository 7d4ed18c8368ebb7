import { z } from "zod";
import { seenFrom } from "#lib/auth/seen.ts";
import { type TokenViewer, viewerOfToken } from "#lib/auth/viewer.ts";
import type { Doing, PersonActor } from "#lib/core/actor.ts";
import { cleanText } from "#lib/core/clean-text.ts";
import { explain, type Refusal } from "#lib/core/refusal.ts";
import type { Result } from "#lib/core/result.ts";
import { limitTries } from "#lib/core/tries.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { readNow } from "#lib/db/now.ts";

type Scope = "read" | "ask" | "audit";

/** What a handler of a call gets: whom the token stands for, when, the id in the address, and what was sent. */
type Call<Body> = {
  doing: Doing<PersonActor>;
  viewer: Viewer;
  scopes: ReadonlySet<Scope>;
  id: string;
  body: Body;
  query: URLSearchParams;
};

type Door<Body> = {
  /** What the token has to be for; null for any. */
  scope: Scope | null;
  takes?: z.ZodType<Body>;
  status?: 200 | 201;
  answer: (call: Call<Body>) => Promise<Result<unknown>>;
};

/** Next gives no parameters at all where an address has none. */
type Context = { params: Promise<{ id?: string } | undefined> };

const LARGEST = 16 * 1024;
// A program that watches asks every few seconds; one that runs wild is held back.
const calls = limitTries({ most: 240, windowMinutes: 1, keysKept: 10_000 });

const headers = { "cache-control": "private, no-store" } as const;

/** An answer of RFC 9457: what went wrong, by its code and in a sentence. */
function problem(status: number, code: string, title: string, more: Record<string, string> = {}): Response {
  return Response.json(
    { type: "about:blank", title, status, code },
    { status, headers: { ...headers, "content-type": "application/problem+json", ...more } },
  );
}

const statusOf: Partial<Record<Refusal["code"], number>> = {
  unknown: 404,
  "not-offered": 404,
  busy: 503,
  "too-often": 429,
  "already-asked": 409,
  "already-settled": 409,
  "already-over": 409,
};

/**
 * A call of the API: the token, its scope, its pace, a strict body, the one thing that it does. A browser's session is not a token, and a request that
 * brings one without a token is nobody.
 */
export function call<Body = undefined>(
  door: Door<Body>,
): (request: Request, context: Context) => Promise<Response> {
  return async (request, context) => {
    const known = await knownBy(request);
    if (!known)
      return problem(401, "no-token", "Show a token that is still good.", { "www-authenticate": "Bearer" });
    const now = await readNow();
    const key = known.viewer.session.id;
    if (!calls.mayTry(key, now))
      return problem(429, "too-fast", "That is too much at once.", { "retry-after": "60" });
    calls.count(key, now);
    if (door.scope !== null && !known.scopes.has(door.scope))
      return problem(403, "wrong-scope", `The token is not for "${door.scope}".`);
    const { id = "" } = (await context.params) ?? {};
    if (id !== "" && !z.uuid().safeParse(id).success)
      return problem(404, "unknown", "There is nothing here.");
    const read = await readBody(request, door.takes);
    if ("problem" in read) return read.problem;
    const { viewer } = known;
    const result = await door.answer({
      doing: { actor: { kind: "person", viewer }, now },
      viewer,
      scopes: known.scopes,
      id,
      body: read.body,
      query: new URL(request.url).searchParams,
    });
    if (!result.ok)
      return problem(statusOf[result.refusal.code] ?? 422, result.refusal.code, explain(result.refusal));
    return answered(request, result.value, door.status ?? 200);
  };
}

async function knownBy(request: Request): Promise<TokenViewer | null> {
  const [, token] = /^Bearer (\S+)$/.exec(request.headers.get("authorization") ?? "") ?? [];
  return token === undefined ? null : viewerOfToken(token, seenFrom(request.headers));
}

async function readBody<Body>(
  request: Request,
  takes: z.ZodType<Body> | undefined,
): Promise<{ body: Body } | { problem: Response }> {
  const text = await request.text();
  if (text.length > LARGEST) return { problem: problem(413, "too-large", "At most 16 kB can be sent.") };
  if (!takes) {
    if (text.trim() !== "" && text.trim() !== "{}")
      return { problem: problem(400, "nothing-taken", "This call takes nothing.") };
    // A call that takes nothing has a body of no kind.
    const nothing: unknown = undefined;
    return { body: z.custom<Body>().parse(nothing) };
  }
  if (!/^application\/json\b/.test(request.headers.get("content-type") ?? ""))
    return { problem: problem(415, "not-json", "Send JSON, and say so in Content-Type.") };
  let sent: unknown;
  try {
    sent = JSON.parse(text);
  } catch {
    return { problem: problem(400, "not-json", "This is not JSON.") };
  }
  const cleaned = clean(sent);
  if (cleaned === undefined)
    return { problem: problem(400, "bad-characters", "Control characters are not taken.") };
  const parsed = takes.safeParse(cleaned);
  if (parsed.success) return { body: parsed.data };
  const [issue] = parsed.error.issues;
  const where = issue?.path.join(".") || "the body";
  return { problem: problem(422, "invalid", `${where}: ${issue?.message ?? "is not right"}`) };
}

/** What was sent, with its texts as a form would take them; undefined when one holds what no form would. */
function clean(sent: unknown): unknown {
  if (typeof sent === "string") return cleanText(sent) ?? undefined;
  if (typeof sent !== "object" || sent === null || Array.isArray(sent)) return sent;
  const fields = Object.entries(sent).map(
    ([name, value]: [string, unknown]) => [name, clean(value)] as const,
  );
  return fields.some(([, value]) => value === undefined) ? undefined : Object.fromEntries(fields);
}

/** The value as JSON with a tag of its content, or word that nothing has changed since. */
async function answered(request: Request, value: unknown, status: number): Promise<Response> {
  const text = JSON.stringify(value);
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  const etag = `"${Buffer.from(digest).toString("base64url").slice(0, 22)}"`;
  if (request.method === "GET" && request.headers.get("if-none-match") === etag)
    return new Response(null, { status: 304, headers: { ...headers, etag } });
  return new Response(text, {
    status,
    headers: { ...headers, "content-type": "application/json", etag },
  });
}
