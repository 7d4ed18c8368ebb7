import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTransport } from "nodemailer";
import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { clockTold } from "../clock/follow-clock.ts";
import { clockAhead, installClock } from "../clock/install-clock.ts";
import { productClock } from "../clock/product-clock.ts";
import { readBody } from "../http/read-body.ts";
import { type HttpServer, serve } from "../http/serve.ts";
import { createTestDatabase, type TestDatabase } from "../postgres/testing/create-test-database.ts";
import { type Inbox, startInbox } from "./start-inbox.ts";

const letter = {
  from: "Gatehouse <gatehouse@halden.example>",
  subject: "Leo asks for <Operator> in payments-prod, 1 h",
  text: "Look and decide: http://127.0.0.1/decide/abc",
  html: "<p onclick='x()'>Look and <a href='http://127.0.0.1/decide/abc'>decide</a></p><script>x()</script>",
};
const lettersShape = z.array(z.looseObject({ id: z.string(), to: z.array(z.string()), subject: z.string() }));

let folder: string;
let database: TestDatabase;
let follower: HttpServer;
let told: number[];
let inbox: Inbox;

async function start(): Promise<void> {
  const clock = productClock(database.urls.owner, [`http://127.0.0.1:${follower.port}/clock`]);
  inbox = await startInbox({ httpPort: 0, smtpPort: 0, folder, clock });
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "gatehouse-inbox-"));
  database = await createTestDatabase();
  await installClock(database.urls.owner);
  told = [];
  follower = await serve(0, () => async (request, response) => {
    told.push(clockTold.parse(JSON.parse(await readBody(request))).offsetMs);
    response.writeHead(204).end();
  });
  await start();
});
afterEach(async () => {
  await inbox.stop();
  await follower.stop();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

async function send(to: string): Promise<void> {
  const transport = createTransport(inbox.smtpUrl);
  await transport.sendMail({ ...letter, to });
  transport.close();
}

async function read(path: string): Promise<Response> {
  return await fetch(inbox.url + path);
}

async function lettersTo(address: string): Promise<z.infer<typeof lettersShape>> {
  return lettersShape.parse(await (await read(`/api/letters?to=${encodeURIComponent(address)}`)).json());
}

test("a letter that was taken is there for whom it was sent to, and still after a restart", async () => {
  await send("Ada@Halden.example");
  await send("bo@halden.example");
  const [arrived] = await lettersTo("ada@halden.example");
  expect(arrived).toMatchObject({
    to: ["ada@halden.example"],
    subject: letter.subject,
    text: `${letter.text}\n`,
  });
  await inbox.stop();
  await start();
  expect(await lettersTo("ada@halden.example")).toEqual([arrived]);
  await send("ada@halden.example");
  expect((await lettersTo("ada@halden.example")).map(({ id }) => id)).toEqual(["000003", "000001"]);
});

test("the list is newest first and shows a subject as text", async () => {
  await send("ada@halden.example");
  await send("bo@halden.example");
  const page = await (await read("/")).text();
  expect(page.indexOf("bo@halden.example")).toBeLessThan(page.indexOf("ada@halden.example"));
  expect(page).toContain("Leo asks for &lt;Operator&gt;");
});

test("a letter's HTML can run nothing, framed or opened by itself, and opens its links beside it", async () => {
  await send("ada@halden.example");
  const page = await (await read("/letters/000001")).text();
  expect(page).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
  expect(page).toContain("Look and decide: http://127.0.0.1/decide/abc");
  const body = await read("/letters/000001/body");
  expect(body.headers.get("content-security-policy")).toMatch(/default-src 'none';.*sandbox allow-popups/);
  expect(await body.text()).toContain('<base target="_blank">');
});

test("the clock page turns the product's clock by its steps only, and the followers go along", async () => {
  expect(await (await read("/clock")).text()).toContain("Forward 15 minutes");
  const turned = await fetch(`${inbox.url}/clock`, {
    method: "POST",
    body: new URLSearchParams({ minutes: "1440" }),
  });
  expect(await turned.text()).toContain("1 d ahead");
  expect(await clockAhead(database.urls.owner)).toBe(86_400_000);
  expect(told).toEqual([86_400_000]);
  const odd = await fetch(`${inbox.url}/clock`, {
    method: "POST",
    body: new URLSearchParams({ minutes: "-60" }),
  });
  expect(odd.status).toBe(400);
  const elsewhere = {
    method: "POST",
    headers: { "sec-fetch-site": "cross-site" },
    body: new URLSearchParams({ minutes: "60" }),
  };
  expect((await fetch(`${inbox.url}/clock`, elsewhere)).status).toBe(403);
  expect(await clockAhead(database.urls.owner)).toBe(86_400_000);
});
