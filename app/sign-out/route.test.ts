import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { POST } from "#app/sign-out/route.ts";
import { openSession } from "#lib/auth/session.ts";
import { ORIGIN, type Stage, setStage } from "#lib/auth/testing/stage.ts";
import { db } from "#lib/db/client.ts";
import { readNow } from "#lib/db/now.ts";

const own = { origin: ORIGIN, "sec-fetch-site": "same-origin" };
let stage: Stage;
let token: string;

beforeAll(async () => {
  stage = await setStage("https://login.test");
  await stage.addPerson({ id: "ada" });
});
afterAll(async () => {
  await stage.end();
});
beforeEach(async () => {
  await stage.sql("delete from session");
  const opening = { issuer: "https://login.test", subject: "s", personId: "ada", authTime: await readNow() };
  const seen = { address: null, userAgent: null };
  const session = await db().$transaction(async (tx) => await openSession(tx, { ...opening, seen }));
  token = session?.token ?? "";
});

const signOut = async (headers: Record<string, string>) =>
  await POST(new Request(`${ORIGIN}/sign-out`, { method: "POST", headers }));

const sessions = async () => (await stage.sql("select from session")).length;

test("SES-04 signing out deletes the row, takes the cookie away and is recorded", async () => {
  const answer = await signOut({ ...own, cookie: `gatehouse-session=${token}` });
  expect([answer.status, answer.headers.get("location")]).toEqual([303, `${ORIGIN}/sign-in`]);
  expect(answer.headers.get("set-cookie")).toBe(
    "gatehouse-session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax",
  );
  expect(await sessions()).toBe(0);
  expect(await stage.sql("select action, cause, actor_id from audit_event order by id desc limit 1")).toEqual(
    [{ action: "session.closed", cause: "signed out", actor_id: "ada" }],
  );
});

test.each<[string, Record<string, string>]>([
  ["another site", { origin: "https://evil.test", "sec-fetch-site": "cross-site" }],
  ["an opaque origin", { origin: "null", "sec-fetch-site": "same-origin" }],
  ["no word of where it comes from", {}],
])("WEB-06 a form from %s signs nobody out", async (_, headers) => {
  const answer = await signOut({ ...headers, cookie: `gatehouse-session=${token}` });
  expect(answer.status).toBe(403);
  expect(answer.headers.get("set-cookie")).toBeNull();
  expect(await sessions()).toBe(1);
});

test("AUT-16 signing out without a session is no fault", async () => {
  expect((await signOut({ ...own, cookie: "gatehouse-session=%00" })).status).toBe(303);
  expect(await sessions()).toBe(1);
});
