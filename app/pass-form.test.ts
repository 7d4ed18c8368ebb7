import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { line, listOf, paragraph } from "#app/form-fields.ts";
import type { FormState } from "#app/form-state.ts";
import { type FormDoor, passForm } from "#app/pass-form.ts";
import { openSession } from "#lib/auth/session.ts";
import { ORIGIN, type Stage, setStage } from "#lib/auth/testing/stage.ts";
import { accept, refuse } from "#lib/core/result.ts";
import { db } from "#lib/db/client.ts";
import { readNow } from "#lib/db/now.ts";

let stage: Stage;
let token: string;

const fields = {
  reason: paragraph(1_000).min(1, "Say why."),
  ticket: line(20).optional(),
  accounts: listOf(z.string().regex(/^\d{12}$/, "Twelve digits.")),
};
type Seen = { personId: string; input: unknown };
const acts: Seen[] = [];
const door: FormDoor<typeof fields, { asked: string }> = {
  fields,
  fieldOf: { "comment-needed": "reason" },
  async act({ actor, now }, input) {
    acts.push({ personId: actor.viewer.personId, input });
    if (input.reason === "no") return refuse({ code: "comment-needed" });
    if (input.reason === "stale") return refuse({ code: "content-changed", changes: ["it is longer"] });
    if (input.reason === "go") return accept({ redirectTo: "/requests" });
    return accept({ message: "Asked.", value: { asked: now.toISOString() } });
  },
};

beforeAll(async () => {
  stage = await setStage("https://login.test");
  await stage.addPerson({ id: "ada" });
  const seen = { address: null, userAgent: null };
  const opening = {
    issuer: "https://login.test",
    subject: "s",
    personId: "ada",
    authTime: await readNow(),
    seen,
  };
  const session = await db().$transaction(async (tx) => await openSession(tx, opening));
  token = session?.token ?? "";
});
afterAll(async () => {
  await stage.end();
});
beforeEach(() => {
  acts.length = 0;
});

function formOf(...pairs: [string, string | Blob][]): FormData {
  const form = new FormData();
  for (const [name, value] of pairs) form.append(name, value);
  return form;
}

async function send(form: FormData, change: Record<string, string | null> = {}) {
  const own = { origin: ORIGIN, "sec-fetch-site": "same-origin", cookie: `gatehouse-session=${token}` };
  const sent = Object.entries({ ...own, ...change }).filter(
    (pair): pair is [string, string] => pair[1] !== null,
  );
  return await passForm(door, new Headers(sent), form);
}

async function refusalOf(form: FormData, change: Record<string, string | null> = {}) {
  const passed = await send(form, change);
  const state: FormState<unknown> = "state" in passed ? passed.state : { status: "idle" };
  if (state.status !== "refused") throw new Error(`Not refused: ${JSON.stringify(passed)}`);
  return state;
}

describe("a form that passes", () => {
  test("reaches its operation once, cleaned, in the name of the session's person", async () => {
    const form = formOf(
      ["$ACTION_REF_1", ""],
      ["$ACTION_1:0", '{"id":"x"}'],
      ["reason", "  Fix\r\nthe\u200b pump "],
      ["accounts", "111111111111"],
    );
    expect(await send(form)).toMatchObject({ state: { status: "done", message: "Asked." } });
    expect(acts).toEqual([
      { personId: "ada", input: { reason: "Fix\nthe pump", accounts: ["111111111111"] } },
    ]);
  });

  test("leads on when its operation says where to", async () => {
    expect(await send(formOf(["reason", "go"]))).toEqual({ redirectTo: "/requests" });
  });

  test("shows a refusal in words, beside its field, with what was written", async () => {
    expect(await refusalOf(formOf(["reason", "no"]))).toMatchObject({
      values: { reason: "no" },
      fieldErrors: { reason: expect.stringContaining("Say why not") as unknown },
    });
    expect(await refusalOf(formOf(["reason", "stale"]))).toMatchObject({ changed: ["it is longer"] });
  });
});

describe("a form that does not pass", () => {
  test.each<[string, Record<string, string | null>]>([
    ["another origin", { origin: "https://evil.test" }],
    ["an origin of the same host on another port", { origin: "http://127.0.0.1:4301" }],
    ["the same host over TLS", { origin: "https://127.0.0.1:4300" }],
    ["an opaque origin", { origin: "null" }],
    ["no origin", { origin: null }],
    ["a cross-site fetch", { "sec-fetch-site": "cross-site" }],
    ["a same-site fetch", { "sec-fetch-site": "same-site" }],
    ["no word on where it comes from", { "sec-fetch-site": null }],
    ["a navigation typed by the user", { "sec-fetch-site": "none" }],
  ])("WEB-06 from %s", async (_, change) => {
    expect((await refusalOf(formOf(["reason", "x"]), change)).message).toContain(
      "from a page of Gatehouse itself",
    );
    expect(acts).toEqual([]);
  });

  test.each([
    ["no session", { cookie: null }],
    ["somebody else's idea of a session", { cookie: `gatehouse-session=${"x".repeat(43)}` }],
    [
      "two sessions at once",
      { cookie: `gatehouse-session=${"x".repeat(43)}; gatehouse-session=${"y".repeat(43)}` },
    ],
    ["garbage", { cookie: "gatehouse-session=%00; ;;=" }],
  ])("AUT-16 with %s, and keeps what was written", async (_, change) => {
    expect(await refusalOf(formOf(["reason", "kept"]), change)).toMatchObject({ values: { reason: "kept" } });
    expect(acts).toEqual([]);
  });

  test.each<[string, FormData]>([
    ["WEB-05 APR-12 a field that it does not have", formOf(["reason", "x"], ["decidedBy", "eve"])],
    ["WEB-05 a field of every object", formOf(["reason", "x"], ["__proto__", "x"])],
    ["WEB-05 a constructor", formOf(["reason", "x"], ["constructor", "x"])],
    ["WEB-05 a file", formOf(["reason", new Blob(["x"])])],
    ["WEB-05 one field twice", formOf(["reason", "x"], ["reason", "y"])],
    [
      "WEB-16 fields without end",
      formOf(...Array.from({ length: 500 }, (): [string, string] => ["accounts", "1"])),
    ],
    ["INJ-11 a reason that is too long", formOf(["reason", "x".repeat(1_001)])],
    ["INJ-02 a control character", formOf(["reason", "x\u0000"])],
    ["INJ-02 an escape sequence", formOf(["reason", "\u001b[2Jx"])],
    ["INJ-02 two lines in a field of one", formOf(["reason", "x"], ["ticket", "a\r\nBcc: eve@evil.test"])],
    ["INJ-06 a reason that only seems to be one", formOf(["reason", "\u200b\u2060\u3164"])],
    ["WEB-05 a list with one bad entry", formOf(["reason", "x"], ["accounts", "1"])],
    ["WEB-05 nothing", formOf()],
  ])("with %s", async (_, form) => {
    await refusalOf(form);
    expect(acts).toEqual([]);
  });
});
