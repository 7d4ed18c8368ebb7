import type { APIRequestContext } from "@playwright/test";
import { ask } from "./fixtures/asking.ts";
import { digest, rows, sessionIds, unsettled } from "./fixtures/database.ts";
import { demo } from "./fixtures/demo.ts";
import { decisionLink } from "./fixtures/inbox.ts";
import { people } from "./fixtures/people.ts";
import { expect, test } from "./fixtures/test.ts";

const { leo, priya, ines, marit } = people;

// Nothing of what went before may still be under way, and the timer's next read of AWS must be a while off. Letters may wait for two minutes.
test.beforeAll(async () => {
  test.setTimeout(180_000);
  const isFresh = "state = 'asked' or started_at > gatehouse_now() - interval '20 minutes'";
  await rows(
    `insert into sync_run (asked_by_id, asked_at) select $1, gatehouse_now() where not exists (select from sync_run where ${isFresh})`,
    [marit.id],
  );
  await rows("notify gatehouse");
  await expect.poll(unsettled, { timeout: 160_000 }).toBe(0);
});

async function open(
  requests: APIRequestContext,
  { method, path, maxRedirects }: { method: string; path: string; maxRedirects: number },
): Promise<number> {
  return (await requests.fetch(path, { method, maxRedirects })).status();
}

test("EML-01: a link opened a hundred times by the safe methods, signed in or not, changes nothing", async ({
  as,
  playwright,
}) => {
  test.setTimeout(180_000);
  const page = await as(leo);
  const asked = await ask(
    page,
    { set: "AWSReadOnlyAccess", account: "checkout-prod" },
    15,
    "Reading one basket.",
  );
  const link = await decisionLink(asked.number, priya);
  const path = new URL(link).pathname;
  const approver = await as(priya);
  const stranger = await as(ines);
  const nobody = await playwright.request.newContext({ baseURL: demo().web });
  await expect.poll(unsettled).toBe(0);

  const [before, sessions] = [await digest(), await sessionIds()];
  for (let time = 0; time < 25; time += 1) {
    for (const requests of [approver.request, nobody]) {
      expect(await open(requests, { method: "GET", path, maxRedirects: 0 })).toBe(303);
      expect(await open(requests, { method: "GET", path, maxRedirects: 5 })).toBe(200);
      expect(await open(requests, { method: "HEAD", path, maxRedirects: 5 })).toBe(200);
      expect(await open(requests, { method: "OPTIONS", path, maxRedirects: 0 })).toBe(405);
    }
  }
  await approver.goto(link);
  await expect(approver.getByRole("button", { name: "Approve for 15 min" })).toBeVisible();
  await stranger.goto(link);
  await expect(stranger.getByRole("heading", { level: 1 })).toHaveText("This link leads you nowhere");

  expect(await digest()).toEqual(before);
  const after = await sessionIds();
  expect(after.filter((id) => !sessions.includes(id))).toEqual([]);
  await nobody.dispose();
});

test("EML-05: the landing answer is a redirect that takes the token away, and no page after it sends it on", async ({
  as,
}) => {
  const page = await as(leo);
  const asked = await ask(
    page,
    { set: "AWSReadOnlyAccess", account: "catalog-prod" },
    15,
    "Reading one price.",
  );
  const path = new URL(await decisionLink(asked.number, priya)).pathname;
  const token = path.split("/").at(-1) ?? "";
  const approver = await as(priya);
  const landing = await approver.request.get(path, { maxRedirects: 0 });
  expect(landing.status()).toBe(303);
  expect(landing.headers().location).not.toContain(token);
  expect(landing.headers()["referrer-policy"]).toBe("no-referrer");
  expect(landing.headers()["cache-control"]).toContain("no-store");

  const seen: string[] = [];
  approver.on("request", (request) => seen.push(request.url(), request.headers().referer ?? ""));
  await approver.goto(path);
  await expect(approver.getByRole("button", { name: "Approve for 15 min" })).toBeVisible();
  expect(seen.filter((each) => each.includes(token))).toEqual([`${demo().web}${path}`]);
  expect(await approver.content()).not.toContain(token);
});

test("EML-02: the decision's form, sent from elsewhere or signed out, changes nothing; from the page it decides", async ({
  as,
  playwright,
}) => {
  const page = await as(leo);
  const asked = await ask(
    page,
    { set: "AWSReadOnlyAccess", account: "inventory-prod" },
    15,
    "Reading one stock.",
  );
  const link = await decisionLink(asked.number, priya);
  const approver = await as(priya, link, { javaScriptEnabled: false });
  const address = approver.url();
  const fields = await approver
    .getByRole("form", { name: "Your decision" })
    .locator("input[type=hidden]")
    .evaluateAll((inputs) =>
      inputs.map((input) => [input.getAttribute("name") ?? "", input.getAttribute("value") ?? ""]),
    );
  const multipart = Object.fromEntries([...fields, ["comment", ""], ["answer", "approve-15"]]);
  const nobody = await playwright.request.newContext({ baseURL: demo().web });
  await expect.poll(unsettled).toBe(0);
  const [before, sessions] = [await digest(), await sessionIds()];

  const foreign = [
    { origin: "https://evil.example" },
    { origin: "null" },
    { origin: "https://evil.example", "sec-fetch-site": "cross-site" },
    { origin: demo().web, "sec-fetch-site": "cross-site" },
    { origin: demo().web.replace("127.0.0.1", "localhost") },
    {},
  ];
  for (const headers of foreign) {
    const sent = await approver.request.post(address, { multipart, headers, maxRedirects: 0 });
    expect(sent.status(), JSON.stringify(headers)).not.toBe(303);
    await approver.request.post("/sign-out", { headers, maxRedirects: 0 });
    await approver.request.post(new URL(link).pathname, { multipart, headers, maxRedirects: 0 });
  }
  const own = { origin: demo().web, "sec-fetch-site": "same-origin" };
  await nobody.post(address, { multipart, headers: own, maxRedirects: 0 });
  expect(await digest()).toEqual(before);
  expect(await sessionIds()).toEqual(expect.arrayContaining(sessions));

  const sent = await approver.request.post(address, { multipart, headers: own, maxRedirects: 0 });
  expect(sent.status()).toBe(303);
  expect(await digest()).not.toEqual(before);
  const decided = await rows(
    "select d.decider_id from decision d join request r on r.id = d.request_id where r.number = $1",
    [asked.number],
  );
  expect(decided).toEqual([{ decider_id: priya.id }]);
  await nobody.dispose();
});
