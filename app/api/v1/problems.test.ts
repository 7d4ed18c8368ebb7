import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { calls } from "#lib/core/api/calls.ts";
import { newApiToken } from "#lib/core/api-token.ts";
import { db } from "#lib/db/client.ts";
import { Stage, type Who } from "#lib/operations/testing/stage.ts";
import { revokeToken } from "#lib/operations/tokens/revoke-token.ts";
import { tokensFor } from "#lib/queries/tokens.ts";
import * as unknown from "./[[...unknown]]/route.ts";
import { addresses, type Named, Program, problemOf } from "./testing/program.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.set();
});
afterAll(() => stage.strike());

const by = (who: Who) => Program.of(stage, who);
const nobody = (token: string | null) => new Program(stage, token);
const asOwner = <T>(act: () => Promise<T>) => stage.as("owner", act);

/** What the audit says of refused tokens since a moment that the test remembers by the last event's id. */
async function refusedSince(id: bigint) {
  return asOwner(() =>
    db().auditEvent.findMany({ where: { action: "token.refused", id: { gt: id } }, orderBy: { id: "asc" } }),
  );
}

async function lastEvent(): Promise<bigint> {
  const last = await asOwner(() =>
    db().auditEvent.findFirst({ orderBy: { id: "desc" }, select: { id: true } }),
  );
  return last?.id ?? 0n;
}

const setStatus = (status: "ENABLED" | "DISABLED") =>
  asOwner(() => db().person.updateMany({ where: { displayName: "Jonas Weidmann" }, data: { status } }));

describe("whom a token stands for", () => {
  test.each<[string, string | null, string]>([
    ["nobody without one", null, 'Bearer realm="Gatehouse"'],
    ["nobody with nonsense", "gh_nonsense", 'Bearer realm="Gatehouse", error="invalid_token"'],
    ["nobody with one that was never made", newApiToken(), 'Bearer realm="Gatehouse", error="invalid_token"'],
    ["nobody with a session's token", "A".repeat(43), 'Bearer realm="Gatehouse", error="invalid_token"'],
  ])("%s", async (_, token, challenge) => {
    const response = await nobody(token).send("me");
    expect(response.headers.get("www-authenticate")).toBe(challenge);
    expect(await problemOf(response)).toBe("401 no-token");
  });

  test.each(["gh_x", "Basic Z2g6eA==", "Bearer", "Bearer a b", `Digest ${newApiToken()}`])(
    "AUT-16 nobody with Authorization: %s",
    async (authorization) => {
      expect(await nobody(null).problem("me", { headers: { authorization } })).toBe("401 no-token");
    },
  );

  test("nobody by a cookie, however good its session is", async () => {
    const headers = { cookie: `gatehouse-session=${"A".repeat(43)}` };
    expect(await nobody(null).problem("me", { headers })).toBe("401 no-token");
  });

  test("nobody once it is revoked, by its person or by an administrator and by nobody else", async () => {
    const program = await by("tomasz");
    const idOf = () =>
      stage.person("tomasz", async ({ actor }) => (await tokensFor(actor.viewer, "own"))[0]?.id ?? "");
    const id = await idOf();
    expect(await stage.person("leo", (doing) => revokeToken(doing, id))).toMatchObject({
      ok: false,
      refusal: { code: "unknown" },
    });
    await program.ask("me");
    expect(await stage.person("marit", (doing) => revokeToken(doing, id))).toMatchObject({ ok: true });
    expect(await program.problem("me")).toBe("401 no-token");
    expect(await idOf()).toBe("");
  });

  test("nobody once its days are over", async () => {
    const program = await by("tomasz");
    await stage.passMinutes(7 * 24 * 60 - 1);
    await program.ask("me");
    await stage.passMinutes(1);
    expect(await program.problem("me")).toBe("401 no-token");
  });

  test("SES-03 nobody while its person is disabled", async () => {
    const program = await by("jonas");
    await setStatus("DISABLED");
    expect(await program.problem("me")).toBe("401 no-token");
    await setStatus("ENABLED");
    await program.ask("me");
  });
});

describe("AUD-05 a token that is refused is in the audit", () => {
  test("once, with why and whose it is, and without the token", async () => {
    await stage.passMinutes(61);
    const before = await lastEvent();
    const [over, revoked, disabled] = [await by("leo"), await by("ines"), await by("jonas")];
    await asOwner(
      () => db().$executeRaw`
      update api_token set expires_at = gatehouse_now() where person_id like '%71c4e9d0%'`,
    );
    await asOwner(
      () => db().$executeRaw`
      update api_token set revoked_at = gatehouse_now() where person_id like '%3b1f6a52%'`,
    );
    await setStatus("DISABLED");
    const never = newApiToken();
    for (const program of [
      over,
      revoked,
      disabled,
      nobody(never),
      over,
      revoked,
      disabled,
      nobody(newApiToken()),
    ])
      expect(await program.problem("me", { headers: { "user-agent": "a-script/1" } })).toBe("401 no-token");
    await setStatus("ENABLED");
    const events = await refusedSince(before);
    expect(events.map(({ cause, targetName, userAgent }) => [cause, targetName, userAgent])).toEqual([
      ["its days are over", "a script", "a-script/1"],
      ["it was revoked", "a script", "a-script/1"],
      ["its person is not enabled", "a script", "a-script/1"],
      ["the token is not known", "unknown", "a-script/1"],
    ]);
    expect(events.map(({ personId }) => personId?.slice(11, 19))).toEqual([
      "71c4e9d0",
      "3b1f6a52",
      "58a2c7e4",
      undefined,
    ]);
    const text = JSON.stringify(events, (_, value: unknown) =>
      typeof value === "bigint" ? String(value) : value,
    );
    for (const token of [over.token, revoked.token, disabled.token, never]) expect(text).not.toContain(token);
  });

  test("DOS-01 and however many come, they do not fill it; the next one says how many were left out", async () => {
    await stage.passMinutes(61);
    const before = await lastEvent();
    for (let tried = 0; tried < 100; tried += 1) await nobody(newApiToken()).send("me");
    expect(await refusedSince(before)).toHaveLength(1);
    await stage.passMinutes(61);
    await nobody(newApiToken()).send("me");
    expect((await refusedSince(before)).at(-1)?.details).toEqual({ unrecorded: 99 });
  });

  test("but one that shows none at all is not", async () => {
    await stage.passMinutes(61);
    const before = await lastEvent();
    await nobody(null).send("me");
    expect(await refusedSince(before)).toEqual([]);
  });
});

describe("what is sent", () => {
  let program: Program;
  beforeAll(async () => {
    program = await by("leo");
  });
  const wish = () => ({
    accountId: stage.accountId("payouts-prod"),
    permissionSetId: stage.permissionSetArn("PaymentsOperator").split("/").at(-1),
    minutes: 30,
    reason: "Replay stuck refunds.",
  });

  test.each<[string, Record<string, unknown>, string]>([
    ["WEB-05 a field that there is none of", { decide: true }, "422 invalid"],
    ["APR-12 a decider", { decidedBy: "priya" }, "422 invalid"],
    ["no reason", { reason: "" }, "422 invalid"],
    ["INJ-11 too long a reason", { reason: "a".repeat(1_001) }, "422 invalid"],
    ["no whole minutes", { minutes: 1.5 }, "422 invalid"],
    ["INJ-02 a control character", { reason: "a\u0000b" }, "400 bad-characters"],
    ["INJ-02 half a character", { reason: "a\ud800" }, "400 bad-characters"],
    ["more than the rule allows", { minutes: 100_000 }, "422 too-long"],
    ["a role that there is none of", { permissionSetId: "ps-none" }, "404 not-offered"],
    ["a start in no zone", { startsAt: "2026-11-27T10:00:00" }, "422 invalid"],
  ])("is refused: %s", async (_, change, problem) => {
    expect(await program.problem("ask", { body: { ...wish(), ...change } })).toBe(problem);
  });

  test("is refused with every place that is not right", async () => {
    const response = await program.send("ask", { body: { ...wish(), minutes: 0, reason: "", "a/b": 1 } });
    const { errors } = (await response.json()) as { errors: { where: string }[] };
    expect(errors.map(({ where }) => where)).toEqual(["/minutes", "/reason", ""]);
  });

  test.each<[string, unknown, Record<string, string>, string]>([
    ["what is not JSON", "{", {}, "400 not-json"],
    ["a list", "[]", {}, "422 invalid"],
    ["nothing", "null", {}, "422 invalid"],
    ["what does not say that it is JSON", "{}", { "content-type": "text/plain" }, "415 not-json"],
    ["a form", "a=b", { "content-type": "application/x-www-form-urlencoded" }, "415 not-json"],
    ["what only begins like JSON", "{}", { "content-type": "application/jsonx" }, "415 not-json"],
    ["WEB-16 too much", `{"reason": "${"a".repeat(20_000)}"}`, {}, "413 too-large"],
    ["WEB-16 too much in fewer characters", `{"reason": "${"é".repeat(9_000)}"}`, {}, "413 too-large"],
  ])("is refused: %s", async (_, body, headers, problem) => {
    expect(await program.problem("ask", { body, headers })).toBe(problem);
  });

  test("is refused where nothing is taken", async () => {
    expect(
      await program.problem("cancel", { id: crypto.randomUUID(), body: { why: "changed my mind" } }),
    ).toBe("400 nothing-taken");
  });

  test.each<[string, Named, string]>([
    ["one that there is none of", "me", "everything=true"],
    ["one of another call", "grants", "wait=30"],
    ["one twice", "offers", "limit=5&limit=6"],
    ["too many on a page", "offers", "limit=101"],
    ["a state that there is none of", "requests", "state=forgotten"],
    ["a page of something else", "offers", "after=elsewhere"],
    ["a page of something else", "requests", "after=402917730156"],
  ])("WEB-05 parameters are strict: %s of %s: %s", async (_, name, search) => {
    const { GET } = (await addresses()).get(calls[name].path) ?? {};
    const response = await stage.as("web", async () =>
      GET?.(
        new Request(`http://127.0.0.1:4300/api/v1${calls[name].path}?${search}`, {
          headers: { authorization: `Bearer ${program.token}` },
        }),
        { params: Promise.resolve(undefined) },
      ),
    );
    expect(response && (await problemOf(response))).toBe("400 invalid");
  });

  test.each<[string, string]>([
    ["text/html", "406 only-json"],
    ["application/xml, text/*", "406 only-json"],
    ["application/json;q=0", "406 only-json"],
    ["application/json;q=0.0, text/html", "406 only-json"],
  ])("an answer as %s cannot be had", async (accept, problem) => {
    expect(await program.problem("me", { headers: { accept } })).toBe(problem);
  });

  test.each([
    "*/*",
    "application/json",
    "application/*;q=0.5",
    "text/html, application/json;q=0.9",
    "application/problem+json, Application/JSON",
  ])("an answer as %s can be had", async (accept) => {
    expect(await program.ask("me", { headers: { accept } })).toMatchObject({ scopes: ["read", "ask"] });
  });

  test.each(["not-an-id", "1", "%00", crypto.randomUUID().slice(0, -1)])(
    "INJ-10 an id that is none is as unknown as one of nobody: %s",
    async (id) => {
      for (const name of ["request", "grant", "cancel", "giveBack"] as const)
        expect(await program.problem(name, { id })).toBe("404 unknown");
    },
  );
});

describe("an address", () => {
  test("that there is none of is a problem as well", async () => {
    for (const handler of [unknown.GET, unknown.POST])
      expect(await problemOf(await handler())).toBe("404 unknown");
  });

  test("WEB-18 says which methods it knows when it is asked by another", async () => {
    const told: Record<string, string | null> = {};
    for (const [path, route] of await addresses()) {
      for (const method of ["GET", "POST"] as const) {
        const request = new Request(`http://127.0.0.1:4300/api/v1${path}`, { method });
        const response = await stage.as("web", () =>
          route[method](request, { params: Promise.resolve({ id: crypto.randomUUID() }) }),
        );
        if (response.status !== 405) continue;
        told[`${method} ${path}`] = response.headers.get("allow");
        expect(await problemOf(response)).toBe("405 no-such-method");
      }
    }
    expect(told).toMatchObject({
      "POST /me": "GET, HEAD",
      "GET /requests/{id}/cancel": "POST",
      "GET /admin/grants/{id}/end": "POST",
      "POST /admin/rules/{id}": "GET, HEAD",
    });
    expect(told).not.toHaveProperty("POST /requests");
  });
});

describe("DOS-01 faster than a program needs is held back", () => {
  test.each<[Named, number, Who]>([
    ["me", 240, "amara"],
    ["cancel", 60, "priya"],
  ])("%s after %s in a minute, for this token alone", async (name, most, who) => {
    const [program, another] = [await by(who), await by(who)];
    const id = crypto.randomUUID();
    const answers: Response[] = [];
    for (let sent = 0; sent < most + 2; sent += 1) answers.push(await program.send(name, { id }));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(2);
    expect(refused[0]?.headers.get("retry-after")).toBe("60");
    expect((await another.send(name, { id })).status).not.toBe(429);
    await stage.passMinutes(1);
    expect((await program.send(name, { id })).status).not.toBe(429);
  });
});

test("WEB-17 what fails says a reference and nothing else", async () => {
  const program = await by("leo");
  await asOwner(() => db().$executeRaw`alter table access_grant rename to access_grant_away`);
  const correlationId = crypto.randomUUID();
  const response = await program.send("grants", { headers: { "x-correlation-id": correlationId } });
  await asOwner(() => db().$executeRaw`alter table access_grant_away rename to access_grant`);
  expect(await response.json()).toEqual({
    type: "about:blank",
    title: "Internal Server Error",
    status: 500,
    code: "failed",
    detail: "It failed. The log says why, under this reference.",
    correlationId,
  });
});
