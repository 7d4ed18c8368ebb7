import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { z } from "zod";
import * as audit from "#app/api/v1/admin/audit/route.ts";
import * as giveBack from "#app/api/v1/grants/[id]/give-back/route.ts";
import * as grants from "#app/api/v1/grants/route.ts";
import * as me from "#app/api/v1/me/route.ts";
import * as offers from "#app/api/v1/offers/route.ts";
import * as description from "#app/api/v1/openapi.json/route.ts";
import * as cancel from "#app/api/v1/requests/[id]/cancel/route.ts";
import * as one from "#app/api/v1/requests/[id]/route.ts";
import * as requests from "#app/api/v1/requests/route.ts";
import { viewerOfToken } from "#lib/auth/viewer.ts";
import { calls } from "#lib/core/api/openapi.ts";
import * as schemas from "#lib/core/api/schemas.ts";
import { contentHash } from "#lib/core/content-hash.ts";
import { db } from "#lib/db/client.ts";
import type { ApiScope } from "#lib/db/generated/enums.ts";
import { readNow } from "#lib/db/now.ts";
import { requestContent } from "#lib/db/request-content.ts";
import { decideRequest } from "#lib/operations/decide-request.ts";
import { Stage, type Who } from "#lib/operations/testing/stage.ts";
import { makeToken } from "#lib/operations/tokens/make-token.ts";
import { revokeToken } from "#lib/operations/tokens/revoke-token.ts";
import { tokensFor } from "#lib/queries/tokens.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.set();
});
afterAll(() => stage.strike());

async function tokenOf(who: Who, scopes: ApiScope[] = ["read", "ask"], days = 7): Promise<string> {
  const made = await stage.person(who, (doing) => makeToken(doing, { name: "a script", scopes, days }));
  if (!made.ok) throw new Error(made.refusal.code);
  return made.value.token;
}

type Handler = (
  request: Request,
  context: { params: Promise<{ id?: string } | undefined> },
) => Promise<Response>;

/** Calls a handler as a program does. */
function send(
  handler: Handler,
  token: string | null,
  {
    id,
    method = "GET",
    body,
    headers = {},
  }: {
    id?: string;
    method?: string;
    body?: unknown;
    headers?: Record<string, string>;
  } = {},
): Promise<Response> {
  const sent = new Request("http://127.0.0.1:4300/api/v1/call", {
    method,
    headers: {
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { "content-type": "application/json" }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  return stage.as("web", () =>
    handler(sent, { params: Promise.resolve(id === undefined ? undefined : { id }) }),
  );
}

/** The answer, after it was checked against what the description says. */
async function answerOf<T>(response: Response, schema: z.ZodType<T>, status = 200): Promise<T> {
  expect(response.status).toBe(status);
  expect(response.headers.get("cache-control")).toBe("private, no-store");
  return schema.parse(await response.json());
}

async function problemOf(response: Response): Promise<string> {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  const { status, code } = schemas.problem.parse(await response.json());
  expect(status).toBe(response.status);
  return `${status} ${code}`;
}

const wish = (account: string, set = "PaymentsOperator") => ({
  accountId: stage.accountId(account),
  permissionSetId: stage.permissionSetArn(set).split("/").at(-1) ?? "",
  minutes: 30,
  reason: "Replay stuck refunds.",
});

describe("what a program may do for its person", () => {
  test("it sees what they may ask for, asks, watches, and withdraws", async () => {
    const token = await tokenOf("leo");
    const { person, scopes } = await answerOf(await send(me.GET, token), schemas.me);
    expect([person.name, scopes]).toEqual(["Leo Marchetti", ["read", "ask"]]);
    const offered = await answerOf(await send(offers.GET, token), schemas.offers);
    const account = offered.offers.find((each) => each.account.name === "payments-prod");
    expect(account?.permissionSets.map(({ name }) => name)).toContain("PaymentsOperator");

    const asked = await answerOf(
      await send(requests.POST, token, { method: "POST", body: wish("payments-prod") }),
      schemas.asked,
      201,
    );
    const seen = await send(one.GET, token, { id: asked.id });
    const etag = seen.headers.get("etag") ?? "";
    expect(await answerOf(seen, schemas.requestWithGrant)).toMatchObject({ state: "pending", grant: null });
    const again = await send(one.GET, token, { id: asked.id, headers: { "if-none-match": etag } });
    expect(again.status).toBe(304);
    await answerOf(await send(cancel.POST, token, { id: asked.id, method: "POST" }), schemas.done);
    const after = await send(one.GET, token, { id: asked.id, headers: { "if-none-match": etag } });
    expect(await answerOf(after, schemas.requestWithGrant)).toMatchObject({ state: "cancelled" });
    const listed = await answerOf(await send(requests.GET, token), schemas.requests);
    expect(listed.requests[0]?.id).toBe(asked.id);
    const [event] = await stage.as("worker", () =>
      db().auditEvent.findMany({ where: { requestId: asked.id, action: "request.asked" } }),
    );
    expect(event?.actorName).toBe("Leo Marchetti, by the token a script");
  });

  test("it gives back what its rule agreed to at once", async () => {
    const token = await tokenOf("ines");
    const asked = await answerOf(
      await send(requests.POST, token, { method: "POST", body: wish("payments-dev", "AWSReadOnlyAccess") }),
      schemas.asked,
      201,
    );
    await stage.sweep();
    const held = await answerOf(await send(grants.GET, token), schemas.grants);
    expect(held.grants).toMatchObject([{ id: asked.grantId, state: "active" }]);
    await answerOf(
      await send(giveBack.POST, token, { id: asked.grantId ?? "", method: "POST" }),
      schemas.done,
    );
    await stage.sweep();
    expect((await answerOf(await send(grants.GET, token), schemas.grants)).grants).toEqual([]);
  });

  test("the audit is for administrators and auditors, page by page", async () => {
    const token = await tokenOf("amara", ["audit"]);
    const page = await answerOf(await send(audit.GET, token), schemas.auditPage);
    expect(page.events.length).toBeGreaterThan(3);
    expect(await problemOf(await send(audit.GET, await tokenOf("leo", ["audit"])))).toBe("404 unknown");
  });
});

describe("what a token does not do", () => {
  test("APR-12 nothing of the API decides, and the operation refuses a token by itself", async () => {
    expect(calls.map(({ path }) => path).filter((path) => /decid|approv|den/.test(path))).toEqual([]);
    const asked = await stage.ask("leo", "ledger-prod");
    if (!asked.ok) throw new Error(asked.refusal.code);
    const token = await tokenOf("priya");
    const result = await stage.as("web", async () => {
      const known = await viewerOfToken(token, { address: null, userAgent: null });
      if (!known) throw new Error("The token stands for nobody.");
      const request = await db().request.findUniqueOrThrow({ where: { id: asked.value.requestId } });
      return decideRequest(
        { actor: { kind: "person", viewer: known.viewer }, now: await readNow() },
        {
          requestId: request.id,
          verdict: "approve",
          contentHash: contentHash(await requestContent(db(), request)),
          comment: "",
          grantedMinutes: 15,
        },
      );
    });
    expect(result).toEqual({ ok: false, refusal: { code: "not-by-token" } });
  });

  test("it makes no further token and revokes none", async () => {
    const token = await tokenOf("leo");
    const doing = await stage.as("web", async () => {
      const known = await viewerOfToken(token, { address: null, userAgent: null });
      if (!known) throw new Error("The token stands for nobody.");
      return { actor: { kind: "person", viewer: known.viewer } as const, now: await readNow() };
    });
    const made = await stage.as("web", () => makeToken(doing, { name: "more", scopes: ["ask"], days: 90 }));
    expect(made).toMatchObject({ ok: false, refusal: { code: "not-by-token" } });
  });

  test("WEB-04 it sees nobody else's requests and grants, and ends none", async () => {
    const asked = await stage.ask("ines", "fraud-prod");
    if (!asked.ok) throw new Error(asked.refusal.code);
    const { requestId: id } = asked.value;
    const token = await tokenOf("marit", ["read", "ask", "audit"]);
    expect(await problemOf(await send(one.GET, token, { id }))).toBe("404 unknown");
    expect(await problemOf(await send(cancel.POST, token, { id, method: "POST" }))).toBe("404 unknown");
    expect(await problemOf(await send(giveBack.POST, token, { id, method: "POST" }))).toBe("404 unknown");
  });

  test.each<[string, ApiScope[], Handler, string]>([
    ["one that only reads asks for nothing", ["read"], requests.POST, "POST"],
    ["one that only asks lists nothing", ["ask"], requests.GET, "GET"],
    ["one that is not for the audit reads none", ["read", "ask"], audit.GET, "GET"],
  ])("%s", async (_, scopes, handler, method) => {
    const token = await tokenOf("marit", scopes);
    const body = method === "POST" ? { body: wish("payments-prod") } : {};
    expect(await problemOf(await send(handler, token, { method, ...body }))).toBe("403 wrong-scope");
  });
});

describe("whom a token stands for", () => {
  test.each<[string, string | null]>([
    ["nobody without one", null],
    ["nobody with nonsense", "gh_nonsense"],
    ["nobody with one that was never made", `gh_${"A".repeat(43)}`],
    ["nobody with a session's token", "A".repeat(43)],
  ])("%s", async (_, token) => {
    const response = await send(me.GET, token);
    expect(response.headers.get("www-authenticate")).toBe("Bearer");
    expect(await problemOf(response)).toBe("401 no-token");
  });

  test("nobody by a cookie, however good its session is", async () => {
    const response = await send(me.GET, null, { headers: { cookie: `gatehouse-session=${"A".repeat(43)}` } });
    expect(await problemOf(response)).toBe("401 no-token");
  });

  test("nobody once it is revoked, by its person or by an administrator and by nobody else", async () => {
    const token = await tokenOf("tomasz");
    const idOf = () =>
      stage.person("tomasz", async ({ actor }) => (await tokensFor(actor.viewer, "own"))[0]?.id ?? "");
    const id = await idOf();
    expect(await stage.person("leo", (doing) => revokeToken(doing, id))).toMatchObject({
      ok: false,
      refusal: { code: "unknown" },
    });
    expect((await send(me.GET, token)).status).toBe(200);
    expect(await stage.person("marit", (doing) => revokeToken(doing, id))).toMatchObject({ ok: true });
    expect((await send(me.GET, token)).status).toBe(401);
    expect(await idOf()).toBe("");
  });

  test("nobody once its days are over", async () => {
    const token = await tokenOf("tomasz", ["read"], 7);
    await stage.passMinutes(7 * 24 * 60 - 1);
    expect((await send(me.GET, token)).status).toBe(200);
    await stage.passMinutes(1);
    expect((await send(me.GET, token)).status).toBe(401);
  });

  test("SES-03 nobody while its person is disabled", async () => {
    const token = await tokenOf("jonas");
    const set = (status: "ENABLED" | "DISABLED") =>
      stage.as("owner", () =>
        db().person.updateMany({ where: { displayName: "Jonas Weidmann" }, data: { status } }),
      );
    await set("DISABLED");
    expect((await send(me.GET, token)).status).toBe(401);
    await set("ENABLED");
    expect((await send(me.GET, token)).status).toBe(200);
  });
});

describe("what is sent", () => {
  test.each<[string, Record<string, unknown>, string]>([
    ["a field that there is none of", { decide: true }, "422 invalid"],
    ["no reason", { reason: "" }, "422 invalid"],
    ["INJ-11 too long a reason", { reason: "a".repeat(1_001) }, "422 invalid"],
    ["no whole minutes", { minutes: 1.5 }, "422 invalid"],
    ["INJ-02 a control character", { reason: "a\u0000b" }, "400 bad-characters"],
    ["more than the rule allows", { minutes: 100_000 }, "422 too-long"],
    ["a role that there is none of", { permissionSetId: "ps-none" }, "404 not-offered"],
  ])("is refused: %s", async (_, change, problem) => {
    const token = await tokenOf("leo");
    const body = { ...wish("payouts-prod"), ...change };
    expect(await problemOf(await send(requests.POST, token, { method: "POST", body }))).toBe(problem);
    await stage.as("owner", () => db().apiToken.updateMany({ data: { revokedAt: new Date() } }));
  });

  test.each<[string, string, Record<string, string>, string]>([
    ["what is not JSON", "{", {}, "400 not-json"],
    ["what does not say that it is JSON", "{}", { "content-type": "text/plain" }, "415 not-json"],
    ["too much", `{"reason": "${"a".repeat(20_000)}"}`, {}, "413 too-large"],
  ])("is refused: %s", async (_, body, headers, problem) => {
    const token = await tokenOf("leo");
    expect(await problemOf(await send(requests.POST, token, { method: "POST", body, headers }))).toBe(
      problem,
    );
  });

  test("DOS-01 faster than a program needs is held back", async () => {
    const token = await tokenOf("amara", ["read"]);
    const answers = await Promise.all(Array.from({ length: 260 }, () => send(me.GET, token)));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]?.headers.get("retry-after")).toBe("60");
  });
});

test("the description names every call that there is, and every call is there", async () => {
  const told: unknown = await description.GET().json();
  expect(told).toMatchObject({ openapi: "3.1.0" });
  const handlers: Record<string, unknown> = {
    "get /me": me.GET,
    "get /offers": offers.GET,
    "get /requests": requests.GET,
    "post /requests": requests.POST,
    "get /requests/{id}": one.GET,
    "post /requests/{id}/cancel": cancel.POST,
    "get /grants": grants.GET,
    "post /grants/{id}/give-back": giveBack.POST,
    "get /admin/audit": audit.GET,
  };
  expect(calls.map(({ method, path }) => `${method} ${path}`).toSorted()).toEqual(
    Object.keys(handlers).toSorted(),
  );
});
