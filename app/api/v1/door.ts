import { createHash } from "node:crypto";
import { z } from "zod";
import { CORRELATION_HEADER } from "#lib/auth/correlation-id.ts";
import type { TokenViewer } from "#lib/auth/viewer.ts";
import type { Doing, PersonActor } from "#lib/core/actor.ts";
import type { Call } from "#lib/core/api/calls.ts";
import type { KeptAnswer, Once, Sent } from "#lib/core/api/once.ts";
import type { Scope } from "#lib/core/api/scopes.ts";
import { canonicalJson } from "#lib/core/catalogue/canonical-json.ts";
import { accept, type Result } from "#lib/core/result.ts";
import { limitTries } from "#lib/core/tries.ts";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { readNow } from "#lib/db/now.ts";
import { log } from "#lib/log.ts";
import { keepRefusal } from "#lib/operations/tokens/keep-refusal.ts";
import { keptAnswer } from "#lib/queries/api/kept-answer.ts";
import { answered, answeredRead, isKnown, keptRefusal, refusedAs } from "./answer.ts";
import { knownBy } from "./known-by.ts";
import { problemResponse, retryAfter } from "./problem-response.ts";
import { readBody, readQuery } from "./read-sent.ts";
import { waitForNews } from "./waits.ts";

/** What the work of a call gets: whom the token stands for, when, the id in the address, and what was sent. */
type Given<C extends Call> = {
  doing: Doing<PersonActor>;
  viewer: Viewer;
  scopes: ReadonlySet<Scope>;
  id: string;
  body: z.output<C["takes"]>;
  query: z.output<C["query"]>;
  /** Hands the program's key on to the operation, with how its value is answered; undefined where it sent none. */
  once: <T>(tell: (value: T) => z.input<C["answers"]>) => Once<T> | undefined;
};

/** Next gives no parameters at all where an address has none. */
type Context = { params: Promise<{ id?: string } | undefined> };
type Handler = (request: Request, context: Context) => Promise<Response>;

// A program that watches asks every few seconds; one that runs wild is held back, and sooner where it changes something.
const paces = {
  get: limitTries({ most: 240, windowMinutes: 1, keysKept: 10_000 }),
  post: limitTries({ most: 60, windowMinutes: 1, keysKept: 10_000 }),
} as const;

/**
 * What an address answers: to the methods that it has as they do, to the others that it has not.
 * @returns the handlers as Next wants them from a route
 */
export function address({ get, post }: { get?: Handler; post?: Handler }): { GET: Handler; POST: Handler } {
  const allow = [...(get ? ["GET", "HEAD"] : []), ...(post ? ["POST"] : [])].join(", ");
  const refuse: Handler = async () =>
    problemResponse(405, "no-such-method", `This address knows ${allow}.`, { more: { allow } });
  return { GET: get ?? refuse, POST: post ?? refuse };
}

/**
 * A call of the API as it is described: the token, its pace and scope, the right of its person, a strict address and body, the one thing that it does.
 * A browser's session is not a token, and a request that brings one without a token is nobody.
 * @param answer does it, and answers what the description says
 */
export function call<C extends Call>(
  described: C,
  answer: (given: Given<C>) => Promise<Result<z.input<C["answers"]>>>,
): Handler {
  return async (request, context) => {
    try {
      return await handle(request, context);
    } catch (error) {
      return failed(request, described, error);
    }
  };

  async function handle(request: Request, context: Context): Promise<Response> {
    if (!takesJson(request))
      return problemResponse(406, "only-json", "Answers are JSON: accept application/json.");
    const known = await knownBy(request);
    if (known instanceof Response) return known;
    const now = await readNow();
    const objection = judge(described, known, now);
    if (objection) return objection;
    const { id = "" } = (await context.params) ?? {};
    if (id !== "" && !z.uuid().safeParse(id).success) return refusedAs({ code: "unknown" });
    const query = readQuery<C["query"]>(request, described.query);
    if ("problem" in query) return query.problem;
    const body = await readBody<C["takes"]>(request, described.takes);
    if ("problem" in body) return body.problem;
    const sent = readKey(request, described, { tokenId: known.viewer.session.id, id, body: body.value });
    if (sent instanceof Response) return sent;
    const { viewer, scopes } = known;
    const work = () =>
      answer({
        doing: { actor: { kind: "person", viewer }, now },
        viewer,
        scopes,
        id,
        body: body.value,
        query: query.value,
        once: (tell) => sent && { ...sent, now, tell: (value) => told(tell(value)) },
      });
    if (sent) return changeOnce(sent, now, async () => toldOf(await work()));
    const result = await work();
    if (!result.ok) return refusedAs(result.refusal);
    if (described.method === "post") return answered(told(result.value));
    return watch(request, viewer, {
      first: told(result.value),
      seconds: waitOf(query.value),
      look: async () => toldOf(await work()),
    });
  }

  function told(value: z.input<C["answers"]>): KeptAnswer {
    return { status: described.status, text: JSON.stringify(value) };
  }

  function toldOf(result: Result<z.input<C["answers"]>>): Result<KeptAnswer> {
    return result.ok ? accept(told(result.value)) : result;
  }
}

/** Pace, scope and right; null when nothing is in the way. */
function judge({ method, scope, right }: Call, { viewer, scopes }: TokenViewer, now: Date): Response | null {
  const pace = paces[method];
  if (!pace.mayTry(viewer.session.id, now))
    return problemResponse(429, "too-fast", "That is too much at once.", { more: { "retry-after": "60" } });
  pace.count(viewer.session.id, now);
  if (scope !== null && !scopes.has(scope))
    return problemResponse(403, "wrong-scope", `The token is not for "${scope}".`, {
      more: {
        "www-authenticate": `Bearer realm="Gatehouse", error="insufficient_scope", scope="${scope}"`,
      },
    });
  return hasRight(viewer, right) ? null : refusedAs({ code: "not-allowed" });
}

function hasRight(viewer: Viewer, right: Call["right"]): boolean {
  switch (right) {
    case "anybody":
      return true;
    case "reader":
      return mayReadEverything(viewer);
    case "administrator":
      return viewer.isAdministrator;
  }
}

function takesJson(request: Request): boolean {
  const wanted = request.headers.get("accept") ?? "*/*";
  return wanted.split(",").some((range) => {
    const [type = "", ...parameters] = range.split(";").map((part) => part.trim().toLowerCase());
    const isRefused = parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
    return ["*/*", "application/*", "application/json"].includes(type) && !isRefused;
  });
}

/** What is sent under a key of the program's own; null where there is none, and the problem with one that cannot be kept. */
function readKey(
  request: Request,
  described: Call,
  sent: Pick<Sent, "tokenId"> & { id: string; body: unknown },
) {
  const key = described.method === "post" ? request.headers.get("idempotency-key") : null;
  if (key === null) return undefined;
  if (!/^[\x21-\x7e]{1,255}$/.test(key))
    return problemResponse(400, "bad-key", "An Idempotency-Key has 1 to 255 visible characters.");
  const { tokenId, id, body } = sent;
  const what = canonicalJson({ call: `${described.method} ${described.path}`, id, body });
  return { tokenId, key, hash: new Uint8Array(createHash("sha256").update(what).digest()) };
}

/** Makes a change unless it was made before, and answers alike both times. What is refused for a moment only is not kept. */
async function changeOnce(sent: Sent, now: Date, work: () => Promise<Result<KeptAnswer>>): Promise<Response> {
  const before = await replayOf(sent);
  if (before) return before;
  const result = await work();
  if (result.ok) return answered(result.value);
  const { refusal } = result;
  if (refusal.code === "key-in-use") return (await replayOf(sent)) ?? refusedAs(refusal);
  if (retryAfter(refusal) === null) await keepRefusal(sent, now, keptRefusal(refusal));
  return refusedAs(refusal);
}

async function replayOf(sent: Sent): Promise<Response | null> {
  const kept = await keptAnswer(sent);
  if (kept === "another")
    return problemResponse(422, "key-reused", "Something else was sent with this Idempotency-Key.");
  return kept && answered(kept, true);
}

type Watching = { first: KeptAnswer; seconds: number; look: () => Promise<Result<KeptAnswer>> };

/** Answers what was read at once, or, where the program knows it already and wants to wait, what is new as soon as there is something. */
async function watch(
  request: Request,
  viewer: Viewer,
  { first, seconds, look }: Watching,
): Promise<Response> {
  if (seconds === 0 || !isKnown(request, first.text)) return answeredRead(request, first);
  const news = await waitForNews(viewer.session.id, { seconds, client: request.signal }, async () => {
    const later = await look();
    return later.ok && isKnown(request, later.value.text) ? null : later;
  });
  if (news === "too-many")
    return problemResponse(429, "too-many-waits", "Too many calls of this token wait already.", {
      more: { "retry-after": "5" },
    });
  // It may have been revoked, or its person disabled, in the meantime.
  const still = await knownBy(request);
  if (still instanceof Response) return still;
  if (news === null) return answeredRead(request, first);
  return news.ok ? answeredRead(request, news.value) : refusedAs(news.refusal);
}

function waitOf(query: unknown): number {
  const isWaiting = typeof query === "object" && query !== null && "wait" in query;
  return isWaiting && typeof query.wait === "number" ? query.wait : 0;
}

/** Says a reference and nothing else, and writes down under it what failed. */
function failed(request: Request, { method, path }: Call, error: unknown): Response {
  const correlationId = request.headers.get(CORRELATION_HEADER) ?? undefined;
  const problem = error instanceof Error ? error.message : String(error);
  const stack = error instanceof Error ? error.stack : undefined;
  log.error({ correlationId, method, route: `/api/v1${path}`, problem, stack }, "a request failed");
  return problemResponse(500, "failed", "It failed. The log says why, under this reference.", {
    ...(correlationId !== undefined && { correlationId }),
  });
}
