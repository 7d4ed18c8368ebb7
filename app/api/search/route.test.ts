import { afterAll, beforeAll, expect, test } from "vitest";
import * as route from "#app/api/search/route.ts";
import { openSession } from "#lib/auth/session.ts";
import { ADMINISTRATORS, AUDITORS, ORIGIN, type Stage, setStage } from "#lib/auth/testing/stage.ts";
import { db } from "#lib/db/client.ts";
import { readNow } from "#lib/db/now.ts";
import { paths } from "#lib/paths.ts";

let stage: Stage;
const tokens = new Map<string, string>();

beforeAll(async () => {
  stage = await setStage("https://login.test");
  await stage.sql(
    `insert into search_entry values ('account', '402917730156', 'payments-prod', 'Workloads', 'payments-prod 402917730156')`,
  );
  for (const personId of ["ada", "abe", "mia", "max"]) {
    await stage.addPerson({ id: personId });
    const opening = { issuer: "https://login.test", subject: personId, personId, authTime: await readNow() };
    const seen = { address: null, userAgent: null };
    const session = await db().$transaction(async (tx) => await openSession(tx, { ...opening, seen }));
    tokens.set(personId, session?.token ?? "");
  }
  await stage.sql(
    "insert into membership (group_id, person_id) values ($1, 'ada'), ($2, 'abe'), ($1, 'max')",
    [ADMINISTRATORS, AUDITORS],
  );
});
afterAll(async () => {
  await stage.end();
});

async function ask(who: string, path: string): Promise<Response> {
  const token = tokens.get(who);
  const headers = token === undefined ? {} : { cookie: `gatehouse-session=${token}` };
  return await route.GET(new Request(`${ORIGIN}${path}`, { headers }));
}

test.each(["ada", "abe"])("a reader is answered, and nobody keeps the answer: %s", async (who) => {
  const answer = await ask(who, paths.search("pay"));
  expect([answer.status, answer.headers.get("cache-control")]).toEqual([200, "private, no-store"]);
  expect(await answer.json()).toEqual({
    q: "pay",
    found: [{ kind: "account", id: "402917730156", title: "payments-prod", detail: "Workloads" }],
    asks: [],
  });
});

test("somebody who is not signed in learns nothing, not even whether something is there", async () => {
  const [found, unknown] = [
    await ask("nobody", paths.search("payments")),
    await ask("nobody", paths.search("zzzz")),
  ];
  expect([found.status, unknown.status]).toEqual([401, 401]);
  expect(await found.text()).toBe(await unknown.text());
  expect(found.headers.get("cache-control")).toBe("private, no-store");
});

test("WEB-04 a member finds nothing of the organisation but what they may ask for", async () => {
  const answer = await ask("mia", paths.search("payments"));
  expect([answer.status, answer.headers.get("cache-control")]).toEqual([200, "private, no-store"]);
  expect(await answer.json()).toEqual({ q: "payments", found: [], asks: [] });
});

test.each([
  ["nothing", "/api/search"],
  ["two texts", "/api/search?q=a&q=b"],
  ["a field that is not known", "/api/search?q=a&kind=account"],
  ["another field", "/api/search?query=a"],
  ["a text that is too long", paths.search("a".repeat(201))],
  ["a control character", paths.search("a\u0000b")],
])("%s is refused", async (_, path) => {
  expect((await ask("ada", path)).status).toBe(400);
});

test.each([
  ["the longest text", "a".repeat(200)],
  ["an empty text", ""],
  ["wildcards", "%25_%25"],
  ["half a letter", "%F0%9F"],
])("%s finds nothing and breaks nothing", async (_, text) => {
  const answer = await ask("ada", `/api/search?q=${text}`);
  expect([answer.status, await answer.json()]).toMatchObject([200, { found: [] }]);
});

test("it can only be read", () => {
  expect(Object.keys(route)).toEqual(["GET"]);
});

test("somebody who asks without end is told to stop, and others are not", async () => {
  const statuses: number[] = [];
  for (let asked = 0; asked < 301; asked++) statuses.push((await ask("max", "/api/search?q=")).status);
  expect(new Set(statuses.slice(0, 300))).toEqual(new Set([200]));
  expect(statuses[300]).toBe(429);
  expect((await ask("ada", paths.search("pay"))).status).toBe(200);
});
