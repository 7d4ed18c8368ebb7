import { setPriority } from "node:os";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { halden } from "#demo/halden.ts";
import { until } from "#demo/processes/until.ts";
import { cast } from "#demo/seed/organisation/cast.ts";
import { db } from "#lib/db/client.ts";
import { readNow } from "#lib/db/now.ts";
import { cancelRequest } from "#lib/operations/cancel-request.ts";
import { makeToken } from "#lib/operations/tokens/make-token.ts";
import { paths } from "#lib/paths.ts";
import { FaultStage } from "../stage/fault-stage.ts";
import { holdMany } from "../stage/hold-many.ts";
import { startProductProcess } from "../stage/product-process.ts";
import { Visitor } from "../stage/visitor.ts";
import { WebStage } from "../stage/web-stage.ts";

const SOON_MS = 60_000;

let faults: FaultStage;
let web: WebStage;
beforeAll(async () => {
  faults = await FaultStage.set();
  web = await WebStage.set(faults.stage.urls.web);
});
afterEach(async () => {
  await web.stop();
  await web.closeProvider();
  await web.openProvider();
  await faults.clear();
});
afterAll(async () => {
  await web.strike();
  await faults.strike();
});

const asOwner = <T>(act: () => Promise<T>) => faults.stage.as("owner", act);
const sessions = () => asOwner(() => db().session.count());

describe("F91 with the identity provider down", () => {
  test("nobody signs in, who has is still there, and running grants end", async () => {
    await web.start();
    const leo = await web.visitor("leo");
    const id = await faults.grant("leo", "payments-prod");
    await faults.startWorker();
    await faults.until(id, "active");
    const ines = new Visitor(web.origin);
    const back = await ines.proveWho("ines");
    const before = await sessions();

    await web.closeProvider();
    const refused = await ines.follow(back);
    expect(ines.isSignedIn).toBe(false);
    expect(refused.html).toContain("You are not signed in");
    expect(await sessions()).toBe(before);
    expect(await leo.get(paths.grants())).toMatchObject({ status: 200 });
    await faults.stage.passMinutes(15);
    await faults.until(id, "ended");
    expect(faults.isInAws("leo", "payments-prod")).toBe(false);
  });

  test("the web does not start, and says why", async () => {
    await web.closeProvider();
    await expect(web.start()).rejects.toThrow(
      /Gatehouse does not start\.[\s\S]*OIDC_ISSUER: The discovery document/,
    );
  });
});

test.each<[string, () => Record<string, string>, RegExp]>([
  ["a setting that is missing", () => ({ OIDC_CLIENT_ID: "" }), /OIDC_CLIENT_ID is missing\./],
  ["a secret that is short", () => ({ SIGN_IN_SECRET: "short" }), /SIGN_IN_SECRET: must be at least 32/],
  ["the worker's role", () => ({ DATABASE_URL: faults.stage.urls.worker }), /may write the ledger/],
  [
    "a database that does not answer",
    () => ({ DATABASE_URL: "postgres://gatehouse_web:x@127.0.0.1:1/gatehouse" }),
    /The database does not answer/,
  ],
  [
    "a demo value in production",
    () => ({ GATEHOUSE_MODE: "production", GATEHOUSE_URL: "https://gatehouse.halden.net" }),
    /OIDC_CLIENT_ID holds a demo value\./,
  ],
])("F90 the web does not start on %s, and says so", async (_, changes, sentence) => {
  const started = web.start(undefined, changes());
  await expect(started).rejects.toThrow(/Gatehouse does not start\. The configuration cannot be used/);
  await expect(started).rejects.toThrow(sentence);
});

describe("F92 what the identity provider says of groups", () => {
  const groups = [halden().administratorsGroupId, "gatehouse-administrators"];
  test.each<[string, Record<string, unknown>]>([
    ["names the administrators'", { groups }],
    ["is left out", {}],
    [
      "is over its limit",
      { _claim_names: { groups: "src1" }, _claim_sources: { src1: { endpoint: "http://127.0.0.1:1/" } } },
    ],
  ])("gives and takes no right when it %s", async (_, said) => {
    await web.closeProvider();
    await web.openProvider({ claims: (honest) => ({ ...honest, ...said }) });
    await web.start();
    const requestId = await faults.ask("leo", "ledger-prod");
    const ines = await web.visitor("ines");
    expect((await ines.follow(paths.audit())).status).toBe(404);
    expect((await ines.follow(paths.request(requestId))).status).toBe(404);
    const marit = await web.visitor("marit");
    expect((await marit.follow(paths.audit())).status).toBe(200);
    const priya = await web.visitor("priya");
    expect((await priya.follow(paths.request(requestId))).html).toContain('aria-label="Your decision"');
    await faults.stage.person("leo", (doing) => cancelRequest(doing, requestId));
  });
});

test("F92 groups that AWS did not list whole stay what they were, give nobody a right, and the status says so", async () => {
  await web.start();
  await faults.startWorker();
  const members = () =>
    asOwner(() => db().membership.findMany({ orderBy: [{ groupId: "asc" }, { personId: "asc" }] }));
  const before = await members();
  faults.stage.simulator.inject({
    kind: "error",
    operation: "ListGroupMemberships",
    name: "ValidationException",
  });
  await faults.stage.passMinutes(31);
  await until("the read has failed", SOON_MS, async () => {
    const failed = await asOwner(() => db().syncRun.count({ where: { state: "failed" } }));
    return failed > 0;
  });
  expect(await members()).toEqual(before);
  const marit = await web.visitor("marit");
  const status = await marit.follow(paths.status());
  expect(status.html).toMatch(/ListGroupMemberships/);
});

test("F83 the link of a letter that comes late leads to what became of the request", async () => {
  await web.start();
  await faults.startWorker(undefined, { GATEHOUSE_URL: web.origin });
  const requestId = await faults.ask("leo", "payouts-prod");
  const linkTo = async (mail: string) => {
    const letter = (await faults.mailbox.letters()).find(
      ({ to, subject }) => to.includes(mail) && subject.includes("payouts-prod"),
    );
    return letter && /http:\S+\/decide\/\S+/.exec(letter.text)?.[0];
  };
  await until(
    "the approver has the letter",
    SOON_MS,
    async () => (await linkTo(cast.priya.email)) !== undefined,
  );
  await faults.stage.person("leo", (doing) => cancelRequest(doing, requestId));
  const priya = await web.visitor("priya");
  const { status, html } = await priya.follow((await linkTo(cast.priya.email)) ?? "");
  expect(status).toBe(200);
  expect(html).toContain("There is nothing left to decide here");
  expect(html).toContain("It was withdrawn by the requester");
  expect(html).not.toContain("Approve for");
});

/** Lets the looks that follow earlier ends have their turn. */
async function rest(): Promise<void> {
  await faults.stage.passMinutes(30);
  await until("the worker rests", SOON_MS, async () => {
    const due = async () => db().managedAssignment.count({ where: { dueAt: { lte: await readNow() } } });
    return (await asOwner(due)) === 0;
  });
}

/** How long after their common end the grants were over, in milliseconds, and how long the last one took. */
async function drain(first: number): Promise<{ mean: number; last: number }> {
  const held = await holdMany(faults, { count: 100, first, endsInMinutes: () => 1 });
  await faults.stage.passMinutes(2);
  const began = (await asOwner(() => readNow())).getTime();
  const ofThese = { id: { in: held }, state: "ended" } as const;
  await until("all hundred are over", SOON_MS, async () => {
    return (await asOwner(() => db().grant.count({ where: ofThese }))) === held.length;
  });
  const ended = await asOwner(() => db().grant.findMany({ where: ofThese, select: { endedAt: true } }));
  const lags = ended.map(({ endedAt }) => (endedAt?.getTime() ?? 0) - began);
  return { mean: lags.reduce((sum, lag) => sum + lag, 0) / lags.length, last: Math.max(...lags) };
}

test("F78 a flood of the web delays no removal", async () => {
  // The web has a machine of its own elsewhere; here the two share what there is of processors.
  setPriority((await web.start()).pid, 10);
  await faults.startWorker();
  await rest();
  const calm = await drain(0);
  await rest();
  const marit = await web.visitor("marit");
  const flood = await startProductProcess({
    name: "flood",
    args: ["faults/stage/flood.ts", web.origin + paths.accounts(), marit.cookie],
    environment: {},
    isReady: (output) => output.includes("flooding"),
  });
  const flooded = await drain(100);
  await flood.kill("SIGTERM");
  const answered = Number(/answered (\d+)/.exec(flood.output())?.[1]);
  const ratio = flooded.mean / calm.mean;
  console.log(
    `F78: mean lag ${calm.mean.toFixed(0)} ms calm, ${flooded.mean.toFixed(0)} ms under ${answered} pages, ratio ${ratio.toFixed(2)}; last ${calm.last} and ${flooded.last} ms`,
  );
  expect(answered).toBeGreaterThan(100);
  expect(ratio).toBeLessThan(1.2);
});

test("DOS-01 a program that waits is answered at once when the web is told to stop", async () => {
  const process = await web.start();
  const id = await faults.ask("leo", "payouts-prod");
  const made = await faults.stage.person("leo", (doing) =>
    makeToken(doing, { name: "a watcher", scopes: ["read"], days: 7 }),
  );
  if (!made.ok) throw new Error(made.refusal.code);
  const address = `${web.origin}/api/v1/requests/${id}`;
  const authorization = `Bearer ${made.value.token}`;
  const seen = await fetch(address, { headers: { authorization } });
  const known = { authorization, "if-none-match": seen.headers.get("etag") ?? "" };
  const waits = Array.from({ length: 5 }, () => fetch(`${address}?wait=60`, { headers: known }));
  // One more than a token may: whichever is refused came last, so the others wait by now.
  expect((await Promise.race(waits)).status).toBe(429);
  const began = performance.now();
  await process.kill("SIGTERM");
  expect(performance.now() - began).toBeLessThan(15_000);
  const answers = await Promise.all(waits);
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([304, 304, 304, 304, 429]);
});
