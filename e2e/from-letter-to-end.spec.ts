import type { BrowserContextOptions, Page } from "@playwright/test";
import { paths } from "#lib/paths.ts";
import { tabTo } from "./fixtures/accessibility.ts";
import { ask, sendRequest } from "./fixtures/asking.ts";
import { rows } from "./fixtures/database.ts";
import { demo } from "./fixtures/demo.ts";
import { decisionLink, letterAbout, linkIn, type ReceivedLetter } from "./fixtures/inbox.ts";
import { choosePerson, people } from "./fixtures/people.ts";
import { formFor } from "./fixtures/roles.ts";
import { expectInAws, standsInAws } from "./fixtures/simulator.ts";
import { expect, test } from "./fixtures/test.ts";

const { leo, ines, priya, jonas, marit } = people;

/** Nothing of a page is out of sight to the side. */
async function expectNoSideways(page: Page, where: string): Promise<void> {
  const [wide, seen] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  expect(wide, where).toBeLessThanOrEqual(seen ?? 0);
}

/** Opens the letter itself as a mail program shows it. */
async function openLetter(page: Page, letter: ReceivedLetter): Promise<void> {
  await page.goto(`${demo().inbox}/letters/${letter.id}/body`);
  await expectNoSideways(page, "the letter");
}

const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
  deviceScaleFactor: 2,
};
const desktop: BrowserContextOptions = { viewport: { width: 1440, height: 900 } };

for (const [size, options, account] of [
  ["at a desk", desktop, "notifications-prod"],
  ["on phones", phone, "customer-prod"],
] as const) {
  test(`three people ${size}: one asks, one decides from the letter, one ends it`, async ({
    as,
    visitor,
    watch,
  }) => {
    test.setTimeout(120_000);
    // A letter may run nothing, not even what these stories watch pages with.
    watch.expect(/^Blocked script execution in '[^']+\/letters\/\d+\/body'/);
    const role = { set: "AWSReadOnlyAccess", account };
    const page = await as(leo, formFor(role, 60), options);
    await expectNoSideways(page, "the form");
    await page.getByLabel("Why", { exact: true }).fill("A template is empty for some customers.");
    await page.getByLabel("Ticket").fill("WEB-17");
    const asked = await sendRequest(page);
    await expectNoSideways(page, "the request");

    const letter = await letterAbout(asked.number, priya, /asks for/);
    expect(letter.subject).toBe(`${leo.name} asks for ${role.set} in ${account} for 1 hour`);
    const approver = await visitor(options);
    await openLetter(approver, letter);
    await expect(approver.getByRole("heading", { level: 1 })).toHaveText(`${letter.subject}.`);
    for (const told of ["Allows", "Production", "Has there now", "WEB-17", "Lapses", "Also asked"])
      await expect(approver.getByText(told).first()).toBeVisible();
    const opened = approver.waitForEvent("popup");
    if (options === desktop) {
      await tabTo(approver, /^Look and decide$/);
      await approver.keyboard.press("Enter");
    } else await approver.getByRole("link", { name: "Look and decide" }).tap();
    const deciding = await opened;
    await deciding.getByRole("button", { name: /^Sign in with/ }).click();
    await choosePerson(deciding, priya.name);
    const yes = deciding.getByRole("button", { name: "Approve for 1 hour" });
    await expect(yes).toBeInViewport();
    await expectNoSideways(deciding, "the decision");
    expect(await standsInAws(leo, role)).toBe(false);
    await yes.click();
    await expect(deciding).toHaveURL(new RegExp(`${asked.path}$`));

    await expectInAws(leo, role, true);
    await expect(page.getByRole("link", { name: "Open console" })).toBeVisible({ timeout: 20_000 });
    await expectNoSideways(page, "the grant");
    await openLetter(page, await letterAbout(asked.number, leo, /is active until/));

    const administrator = await as(marit, paths.grants(), options);
    await administrator
      .getByRole("button", { name: `End now: ${role.set} in ${account} of ${leo.name}` })
      .click();
    await administrator.getByRole("dialog").getByRole("button", { name: "End now" }).click();
    await expect(administrator).toHaveURL(new RegExp(`${asked.path}$`));
    await expectInAws(leo, role, false);
    await expectNoSideways(administrator, "the request, to an administrator");
    const over = await letterAbout(asked.number, leo, /has ended/);
    expect(over.text).toContain(`${marit.name} ended it early.`);
    await openLetter(page, over);

    await approver.goto(linkIn(letter));
    await expect(approver.getByText(/^It was approved by you/)).toBeVisible();
  });
}

const plain = { javaScriptEnabled: false };

test("two stages, with a ticket, are asked for and agreed to without script", async ({ as }) => {
  test.setTimeout(90_000);
  const role = { set: "AWSAdministratorAccess", account: "partner-api-prod" };
  const page = await as(jonas, formFor(role, 30), plain);
  await page.getByLabel("Why", { exact: true }).fill("Too short.");
  await page.getByLabel("Ticket").fill("no ticket");
  await page.getByRole("button", { name: /^Ask/ }).click();
  await expect(page.getByRole("alert")).toContainText("The request was not sent.");
  await page
    .getByLabel("Why", { exact: true })
    .fill("The gateway of all partners hangs, and nothing else helps.");
  await page.getByRole("button", { name: /^Ask/ }).click();
  await expect(page.getByText("A ticket is needed, such as INC-123.").first()).toBeVisible();
  await page.getByLabel("Ticket").fill("INC-5512");
  const asked = await sendRequest(page);

  const first = await letterAbout(asked.number, marit, /asks for/);
  expect(first.text).toMatch(/^Stage\s+1 of 2$/m);
  expect(first.text).toMatch(/^Administrator\s+as strong as one: AdministratorAccess$/m);
  expect(first.text).toMatch(/^Ticket\s+INC-5512$/m);
  const one = await as(marit, linkIn(first), plain);
  await one
    .getByRole("button", { name: /^Approve for / })
    .first()
    .click();
  await expect(one).toHaveURL(asked.path);
  expect(await standsInAws(jonas, role)).toBe(false);

  const second = await letterAbout(asked.number, priya, /asks for/);
  expect(second.text).toMatch(/^Stage\s+2 of 2$/m);
  expect(second.text).toMatch(new RegExp(`^Agreed so far\\s+${marit.name}$`, "m"));
  const two = await as(priya, linkIn(second), plain);
  await two
    .getByRole("button", { name: /^Approve for / })
    .first()
    .click();
  await expect(two).toHaveURL(asked.path);
  await expectInAws(jonas, role, true);

  // The rule lets him have one at once, and other stories ask for it.
  const back = await as(jonas, asked.path);
  await back.getByRole("button", { name: /^End now/ }).click();
  await back.getByRole("dialog").getByRole("button", { name: "End now" }).click();
  await expectInAws(jonas, role, false);
});

test("a later start is asked for, waits, and is given back before it begins, without script", async ({
  as,
}) => {
  const role = { set: "AWSReadOnlyAccess", account: "warehouse-staging" };
  const page = await as(ines, formFor(role, 60), plain);
  // Nothing tells the reader's zone where there is no script: the field says which one it means.
  await expect(page.getByLabel("Begin later")).toHaveAccessibleDescription(/^In UTC/);
  const [moment] = await rows<{ at: string }>(
    `select to_char((gatehouse_now() + interval '2 days') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI') as at`,
  );
  await page.getByLabel("Begin later").fill(moment?.at ?? "");
  await page.getByLabel("Why", { exact: true }).fill("I compare the stock of two days.");
  const asked = await sendRequest(page);
  const grantOf = () =>
    rows<{ state: string; hours: number }>(
      `select g.state::text as state, round(extract(epoch from g.starts_at - gatehouse_now()) / 3600)::int as hours
       from access_grant g join request r on r.id = g.request_id where r.number = $1`,
      [asked.number],
    );
  expect(await grantOf()).toEqual([{ state: "scheduled", hours: 48 }]);
  await page.getByRole("button", { name: `Cancel: ${role.set} in ${role.account}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel", exact: true }).click();
  await expect.poll(async () => (await grantOf())[0]?.state, { timeout: 20_000 }).toBe("cancelled");
  expect(await standsInAws(ines, role)).toBe(false);
});

test("EML-02 EML-13 WEB-05 APR-12 nothing that is sent to a link or to its form decides but what the page offers", async ({
  as,
  playwright,
}) => {
  test.setTimeout(90_000);
  const page = await as(leo);
  const asked = await ask(
    page,
    { set: "AWSReadOnlyAccess", account: "search-prod" },
    30,
    "Reading one index.",
  );
  const link = await decisionLink(asked.number, priya);
  const approver = await as(priya, link, plain);
  const address = approver.url();
  const own = { origin: demo().web, "sec-fetch-site": "same-origin" };
  const fields = Object.fromEntries(
    await approver
      .getByRole("form", { name: "Your decision" })
      .locator("input[type=hidden]")
      .evaluateAll((inputs) =>
        inputs.map((input) => [input.getAttribute("name") ?? "", input.getAttribute("value") ?? ""] as const),
      ),
  );
  const yes = { ...fields, comment: "", answer: "approve-30" };
  const decided = () =>
    rows<{ by: string; minutes: number }>(
      `select d.decider_id as by, d.granted_minutes as minutes from decision d join request r on r.id = d.request_id where r.number = $1`,
      [asked.number],
    );

  // What a mail program sends by itself when a letter has a header for it (RFC 8058).
  const nobody = await playwright.request.newContext({ baseURL: demo().web });
  const oneClick = { form: { "List-Unsubscribe": "One-Click" }, maxRedirects: 0 };
  for (const requests of [nobody, approver.request]) {
    const posted = await requests.post(new URL(link).pathname, oneClick);
    expect(posted.status()).toBe(405);
    const toPage = await requests.post(address, oneClick);
    expect([303, 307, 403, 405, 200]).toContain(toPage.status());
  }
  const strange: Record<string, string>[] = [
    { ...yes, decidedBy: leo.id },
    { ...yes, verdict: "approve" },
    { ...yes, answer: "approve-31" },
    { ...yes, answer: "approve-99999" },
    { ...yes, answer: "approve--30" },
    { ...yes, answer: "approve" },
    { ...yes, contentHash: "0".repeat(64) },
    { ...yes, contentHash: `${"0".repeat(63)}'` },
    { ...yes, requestId: "00000000-0000-4000-8000-000000000000" },
    { ...yes, requestId: "' or true --" },
    { ...yes, comment: "Yes\u0000" },
    { ...yes, comment: "x".repeat(1_001) },
    { ...yes, answer: "deny", comment: "\u200b\u2060" },
    { ...yes, __proto__x: "1" },
  ];
  for (const multipart of strange) {
    const sent = await approver.request.post(address, { multipart, headers: own, maxRedirects: 0 });
    expect([200, 400], JSON.stringify(multipart).slice(0, 200)).toContain(sent.status());
  }
  const huge = await approver.request.post(address, {
    multipart: { ...yes, comment: "x".repeat(3_000_000) },
    headers: own,
    maxRedirects: 0,
  });
  expect(huge.status()).not.toBe(303);
  expect(await decided()).toEqual([]);

  for (let time = 0; time < 3; time += 1) {
    const sent = await approver.request.post(address, { multipart: yes, headers: own, maxRedirects: 0 });
    expect([200, 303]).toContain(sent.status());
  }
  expect(await decided()).toEqual([{ by: priya.id, minutes: 30 }]);
  const turned = { ...yes, answer: "deny", comment: "I take it back." };
  await approver.request.post(address, { multipart: turned, headers: own, maxRedirects: 0 });
  expect(await decided()).toEqual([{ by: priya.id, minutes: 30 }]);
  await nobody.dispose();
});
