import type { Page } from "@playwright/test";
import { paths } from "#lib/paths.ts";
import { expectAccessible } from "./fixtures/accessibility.ts";
import { type Asked, ask, sendRequest } from "./fixtures/asking.ts";
import { rows, sessionIds } from "./fixtures/database.ts";
import { decisionLink, letterAbout } from "./fixtures/inbox.ts";
import { choosePerson, people } from "./fixtures/people.ts";
import { formFor } from "./fixtures/roles.ts";
import { expectInAws } from "./fixtures/simulator.ts";
import { expect, test } from "./fixtures/test.ts";

const { ines, leo, priya, jonas, marit, tomasz } = people;
const build = (account: string) => ({ set: "DeploymentOperator", account });

async function stateOf({ number }: Asked): Promise<string | undefined> {
  const [row] = await rows<{ state: string }>("select state::text from request where number = $1", [number]);
  return row?.state;
}

/** Presses J until the focus is on a request's link; others may wait there too. */
async function moveTo(page: Page, asked: Asked): Promise<void> {
  const link = page.locator(`[data-request] h2 a[href="${asked.path}"]`);
  for (let moves = 0; moves < 60; moves += 1) {
    if (await link.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("j");
  }
  throw new Error(`${asked.path} is not in the list.`);
}

test("APR-05 EML-08 what waits is triaged by keyboard alone", async ({ as }) => {
  const engineer = await as(ines);
  const first = await ask(engineer, build("ledger-staging"), 60, "Roll out the new ledger.");
  const second = await ask(engineer, build("payouts-staging"), 30, "Try the payout release.");
  const third = await ask(engineer, build("fraud-staging"), 30, "Compare two rule sets.");

  const page = await as(jonas);
  await page
    .getByRole("navigation", { name: "Main" })
    .getByRole("link", { name: /^To decide/ })
    .press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("To decide");
  await expectAccessible(page, "the inbox");

  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  await expectAccessible(page, "the inbox with its keys");
  await page.keyboard.press("Escape");

  // A key asks once more, and Escape leaves everything as it was, the focus too.
  await moveTo(page, first);
  await page.keyboard.press("a");
  const question = page.getByRole("dialog", { name: /^Approve DeploymentOperator in ledger-staging/ });
  await expect(question.getByRole("button", { name: "Approve for 1 hour" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.locator(`[data-request] h2 a[href="${first.path}"]`)).toBeFocused();
  expect(await stateOf(first)).toBe("pending");
  await page.keyboard.press("a");
  await page.keyboard.press("Enter");
  await expect(
    page.getByText("DeploymentOperator in ledger-staging for Ines Okafor: Approved."),
  ).toBeVisible();
  expect(await stateOf(first)).toBe("approved");
  await expect(page.locator(`[data-request] a[href="${first.path}"]`)).toHaveCount(0);

  // A no needs a note; what is typed into it is text and no key.
  await moveTo(page, second);
  await page.keyboard.press("d");
  const note = page.getByRole("dialog", { name: /^Deny DeploymentOperator/ }).getByLabel("Note");
  await expect(note).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(note).toHaveAccessibleDescription(/Say why not/);
  await note.focus();
  await page.keyboard.type("jak dax: freeze until Monday");
  await expect(note).toHaveValue("jak dax: freeze until Monday");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByText(/payouts-staging for Ines Okafor: Denied\./)).toBeVisible();
  expect(await stateOf(second)).toBe("denied");

  await moveTo(page, third);
  await page.keyboard.press("x");
  await expect(page.getByRole("status").filter({ hasText: /^Picked: .*fraud-staging/ })).toHaveCount(1);
  await expect(page.getByRole("button", { name: "Approve 1" })).toBeVisible();
  await page.keyboard.press("x");
  await expect(page.getByRole("button", { name: "Approve 1" })).toHaveCount(0);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(third.path);
});

test("single keys can be switched off, and stay off", async ({ as }) => {
  const engineer = await as(ines);
  const asked = await ask(engineer, build("sandbox-payments"), 30, "Try the sandbox.");
  const page = await as(priya, paths.inbox());
  // Keys act once the page's script has come.
  await expect(async () => {
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible({ timeout: 500 });
  }).toPass();
  await page.getByLabel("Single keys act on this page").uncheck();
  await page.keyboard.press("Escape");
  await page.reload();
  await page.locator(`[data-request] h2 a[href="${asked.path}"]`).focus();
  await expect(async () => {
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("a");
    await expect(page.getByRole("dialog", { name: /^Approve/ })).toHaveCount(0);
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible({ timeout: 500 });
  }).toPass();
  await page.getByLabel("Single keys act on this page").check();
});

test("APR-08 several are decided together; one that was withdrawn meanwhile is told, and a sensitive one cannot be picked", async ({
  as,
}) => {
  const engineer = await as(leo);
  const first = await ask(engineer, build("ledger-staging"), 30, "Look at a failed rollout.");
  const second = await ask(engineer, build("payouts-staging"), 30, "Look at a failed payout.");
  const lead = await as(jonas);
  await lead.goto(formFor({ set: "AWSAdministratorAccess", account: "shipping-prod" }, 30));
  await lead.getByLabel("Why", { exact: true }).fill("The label printer's queue is stuck for everybody.");
  await lead.getByLabel("Ticket").fill("INC-5511");
  const sensitive = await sendRequest(lead);

  const page = await as(marit, paths.inbox());
  const row = page.locator(`[data-request]:has(a[href="${sensitive.path}"])`);
  await expect(row.getByText(/Like an administrator’s .*decided by itself/)).toBeVisible();
  await expect(row.getByText(/Reaches production/)).toBeVisible();
  await expect(row.getByRole("checkbox")).toHaveCount(0);
  await moveTo(page, sensitive);
  await page.keyboard.press("a");
  await expect(
    page.getByText("This role is like an administrator’s: open it, and decide it by itself.").first(),
  ).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);

  for (const asked of [first, second])
    await page.locator(`[data-request]:has(a[href="${asked.path}"])`).getByRole("checkbox").check();
  await engineer.goto(second.path);
  await engineer.getByRole("button", { name: /^Withdraw/ }).click();
  await expect(engineer.getByText("Cancelled").first()).toBeVisible();
  await page.getByRole("button", { name: "Approve 2" }).click();
  await expect(page.getByText("1 of 2 decided.")).toBeVisible();
  await expect(
    page.getByText(/payouts-staging for Leo Marchetti: Not decided\. This request was withdrawn/),
  ).toBeVisible();
  expect([await stateOf(first), await stateOf(second)]).toEqual(["approved", "cancelled"]);
  await expectAccessible(page, "the inbox with what was decided");
  await lead.goto(sensitive.path);
  await lead.getByRole("button", { name: /^Withdraw/ }).click();
  await expect(lead.getByText("Cancelled").first()).toBeVisible();
});

test("on a phone without script, several are denied with one note", async ({ as }) => {
  const engineer = await as(leo);
  const first = await ask(engineer, build("fraud-staging"), 30, "Compare two models.");
  const second = await ask(engineer, build("sandbox-payments"), 30, "Compare two queues.");
  const page = await as(priya, paths.inbox(), {
    javaScriptEnabled: false,
    viewport: { width: 390, height: 844 },
    hasTouch: true,
  });
  const boxOf = (asked: Asked) =>
    page.locator(`[data-request]:has(a[href="${asked.path}"])`).getByRole("checkbox");
  await boxOf(first).check();
  await boxOf(second).check();
  await page.getByRole("button", { name: "Deny the picked" }).click();
  const note = page.getByLabel("Note on those that are picked");
  await expect(note).toHaveAccessibleDescription(/Say why not/);
  await expect(boxOf(first)).toBeChecked();
  await note.fill("Use what the team has there already.");
  await page.getByRole("button", { name: "Deny the picked" }).click();
  await expect(page.getByText("2 of 2 decided.")).toBeVisible();
  expect([await stateOf(first), await stateOf(second)]).toEqual(["denied", "denied"]);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(390);
});

test("EML-10 SES-01 a yes to a role like an administrator's needs a fresh sign-in, and the way there loses nothing", async ({
  as,
}) => {
  const lead = await as(jonas);
  await lead.goto(formFor({ set: "AWSAdministratorAccess", account: "returns-prod" }, 30));
  await lead.getByLabel("Why", { exact: true }).fill("Refunds hang, and nothing smaller helps any more.");
  await lead.getByLabel("Ticket").fill("INC-5512");
  const asked = await sendRequest(lead);

  const page = await as(marit, await decisionLink(asked.number, marit), {
    userAgent: "the story of a fresh sign-in",
  });
  await expect(page.getByRole("button", { name: "Approve for 30 min" })).toBeVisible();
  const address = page.url();
  // The first page of a browser is read once more when its zone is known; this one stays as it is.
  await page.reload();
  await rows(
    "update session set auth_time = auth_time - interval '20 minutes' where user_agent = $1 returning id",
    ["the story of a fresh sign-in"],
  );
  const before = await sessionIds();

  // The page that was open still shows the button; the operation refuses, and then the page offers the way.
  await page.getByLabel(`Note to ${jonas.name}`).fill("Tell me when you are done.");
  await page.getByRole("button", { name: "Approve for 30 min" }).click();
  await expect(
    page.getByRole("alert").filter({ hasText: "needs a sign-in of the last 15 minutes" }),
  ).toBeVisible();
  expect(await stateOf(asked)).toBe("pending");
  await page.reload();
  await expect(page.getByRole("button", { name: /^Approve/ })).toHaveCount(0);
  await page.getByLabel(`Note to ${jonas.name}`).fill("Tell me when you are done.");
  await page.getByRole("button", { name: "Sign in again to approve" }).click();
  await choosePerson(page, marit.name);

  await expect(page).toHaveURL(address);
  await expect(page.getByLabel(`Note to ${jonas.name}`)).toHaveValue("Tell me when you are done.");
  const after = await sessionIds();
  expect(after.filter((id) => !before.includes(id))).toHaveLength(1);
  expect(before.filter((id) => !after.includes(id))).toHaveLength(1);
  await page.getByRole("button", { name: "Approve for 30 min" }).click();
  await expect(page).toHaveURL(asked.path);
  const said = await rows(
    "select d.comment from decision d join request r on r.id = d.request_id where r.number = $1",
    [asked.number],
  );
  expect(said).toEqual([{ comment: "Tell me when you are done." }]);
  await lead.goto(asked.path);
  await lead.getByRole("button", { name: /^Withdraw/ }).click();
});

test("APR-01 APR-05 somebody decides in the place of an approver who is away, and everybody is told so", async ({
  as,
}) => {
  const approver = await as(priya, paths.away());
  await expect(approver.getByText("Nobody decides in your place.")).toBeVisible();
  await approver.getByLabel("Who decides in your place").fill("nobody@halden.example");
  const [moment] = await rows<{ at: string }>(
    "select to_char((gatehouse_now() + interval '3 days') at time zone 'Europe/Oslo', 'YYYY-MM-DD\"T\"HH24:MI') as at",
  );
  await approver.getByLabel("Until").fill(moment?.at ?? "");
  await approver.getByRole("button", { name: "Name them" }).click();
  await expect(approver.getByLabel("Who decides in your place")).toHaveAccessibleDescription(
    /The directory knows no enabled person/,
  );
  await expect(approver.getByLabel("Until")).toHaveValue(moment?.at ?? "");
  await approver.getByLabel("Who decides in your place").fill(tomasz.email);
  await approver.getByRole("button", { name: "Name them" }).click();
  await expect(approver.getByText(`${tomasz.name} in your place`)).toBeVisible();
  await expectAccessible(approver, "/inbox/away with somebody named");

  const engineer = await as(leo);
  await engineer.goto(formFor({ set: "DatabaseReader", account: "ledger-prod" }, 30));
  await expect(engineer.getByText(`Away; ${tomasz.name} decides in their place.`)).toBeVisible();
  await engineer.getByLabel("Why", { exact: true }).fill("Read one booking while Priya is away.");
  const asked = await sendRequest(engineer);
  const letter = await letterAbout(asked.number, tomasz, / asks for /);
  expect(letter.text).toMatch(new RegExp(`In place of +${priya.name}, who is away`));

  const page = await as(tomasz, paths.inbox());
  const row = page.locator(`[data-request]:has(a[href="${asked.path}"])`);
  await expect(row.getByText(`In the place of ${priya.name}`)).toBeVisible();
  await row.getByRole("link", { name: /^Look and decide/ }).click();
  await expect(page.getByText(`You decide in the place of ${priya.name}, who is away.`)).toBeVisible();
  await page.getByRole("button", { name: "Approve for 30 min" }).click();
  await expect(page.getByText(`${tomasz.name} for ${priya.name}`).first()).toBeVisible();
  await expectInAws(leo, { set: "DatabaseReader", account: "ledger-prod" }, true);

  const administrator = await as(marit, paths.away());
  await administrator
    .getByRole("button", { name: `End now: ${tomasz.name} in the place of ${priya.name}` })
    .click();
  await expect(administrator.getByText("Nobody decides in anybody’s place now, nor is to.")).toBeVisible();
  await page.goto(paths.inbox());
  await expect(page.getByText("Nothing waits for your decision.")).toBeVisible();
  await approver.reload();
  await expect(approver.getByText(`Ended`)).toBeVisible();
  await engineer.goto(asked.path);
  await engineer.getByRole("button", { name: /^End now/ }).click();
  await engineer.getByRole("dialog").getByRole("button", { name: "End now" }).click();
  await expectInAws(leo, { set: "DatabaseReader", account: "ledger-prod" }, false);
});
