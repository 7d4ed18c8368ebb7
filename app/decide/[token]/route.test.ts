import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Stage, setStage } from "#lib/auth/testing/stage.ts";
import { refOf } from "#lib/core/decide-link.ts";
import * as route from "./route.ts";

let stage: Stage;

beforeAll(async () => {
  stage = await setStage("http://127.0.0.1:4302");
  // Nobody answers there: whoever asked the database would fail.
  process.env.DATABASE_URL = "postgres://nobody@127.0.0.1:1/nothing";
});
afterAll(async () => {
  process.env.DATABASE_URL = stage.database.urls.web;
  await stage.end();
});

const land = (token: string) =>
  route.GET(new Request("http://evil.example/decide/x", { headers: { host: "evil.example" } }), {
    params: Promise.resolve({ token }),
  });

test.each([
  ["a token", randomBytes(32).toString("base64url")],
  ["nonsense", "x%0d%0aset-cookie:a"],
  ["a line end", "x\r\nset-cookie: a=b"],
  ["something very long", "a".repeat(4000)],
])(
  "EML-01 EML-05 EML-06 %s is answered alike, asks no database, and is gone from the address",
  async (_, token) => {
    const answer = await land(token);
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe(`/decide?link=${refOf(token)}`);
    expect(answer.headers.get("referrer-policy")).toBe("no-referrer");
    expect(answer.headers.get("cache-control")).toBe("private, no-store");
    expect(answer.headers.getSetCookie()).toHaveLength(1);
    expect(await answer.text()).toBe("");
  },
);

test("EML-11 the Host header is in nothing of the answer", async () => {
  const answer = await land("x");
  expect([...answer.headers.values()].join(" ")).not.toContain("evil");
});

test("EML-13 the address of a link takes nothing but GET: what a mail program posts to it by itself is refused", () => {
  expect(Object.keys(route)).toEqual(["GET"]);
});
