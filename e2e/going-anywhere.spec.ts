import type { Page } from "@playwright/test";
import { paths } from "#lib/paths.ts";
import { expectAccessible } from "./fixtures/accessibility.ts";
import { people } from "./fixtures/people.ts";
import { accountId, setArn } from "./fixtures/roles.ts";
import { expect, test } from "./fixtures/test.ts";

const { marit, ines } = people;

const palette = (page: Page) => page.getByRole("dialog", { name: /page$/ });
const input = (page: Page) => palette(page).getByRole("combobox");
const options = (page: Page) => palette(page).getByRole("option");

async function openByKey(page: Page): Promise<void> {
  await expect(page.getByRole("button", { name: /or go to a page$/ })).toBeVisible();
  await page.keyboard.press("ControlOrMeta+k");
  await expect(input(page)).toBeFocused();
}

test("an administrator goes to an account by a few misspelt letters and Enter", async ({ as }) => {
  const page = await as(marit, paths.audit());
  await openByKey(page);
  await page.keyboard.type("paymets-prod");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(paths.account(accountId("payments-prod")));
  await expect(palette(page)).toBeHidden();
});

test("arrow keys mark, Enter goes, Escape gives the focus back", async ({ as }) => {
  const page = await as(marit, paths.status());
  const button = page.getByRole("button", { name: "Search, or go to a page" });
  await button.click();
  await input(page).fill("payments");
  await expect(options(page).nth(1)).toContainText("payments");
  const marked = async () => await input(page).getAttribute("aria-activedescendant");
  const first = await marked();
  await page.keyboard.press("ArrowUp");
  expect(await marked()).not.toBe(first);
  await page.keyboard.press("ArrowDown");
  expect(await marked()).toBe(first);
  await page.keyboard.press("Escape");
  await expect(palette(page)).toBeHidden();
  await expect(button).toBeFocused();
  await button.click();
  await input(page).fill("PaymentsOperator");
  await options(page).first().click();
  await expect(page).toHaveURL(paths.permissionSet(setArn("PaymentsOperator")));
});

test("an answer that comes late never takes the place of a newer one", async ({ as }) => {
  const page = await as(marit);
  let answerTheFirst = () => {};
  const held = new Promise<void>((resolve) => {
    answerTheFirst = resolve;
  });
  await page.route(/\/api\/search\?q=orders$/, async (route) => {
    await held;
    await route.continue().catch(() => {});
  });
  await openByKey(page);
  const asked = page.waitForRequest(/q=orders$/);
  await input(page).fill("orders");
  await asked;
  await input(page).fill("ledger");
  await expect(options(page).first()).toContainText("ledger");
  answerTheFirst();
  await expect(palette(page).getByRole("status")).toHaveText(/result/);
  await expect(options(page).first()).toContainText("ledger");
});

test("nothing found, a search that does not answer, and one's way on", async ({ as, watch }) => {
  const page = await as(marit);
  await openByKey(page);
  await input(page).fill("zzqqzz");
  await expect(palette(page)).toContainText("Nothing is found for “zzqqzz”.");
  watch.expect(/status of 500/, paths.search("ledger"));
  await page.route(/\/api\/search/, (route) => route.fulfill({ status: 500, body: "" }));
  await input(page).fill("ledger");
  await expect(palette(page).getByRole("alert")).toContainText("The search did not answer.");
  await page.unroute(/\/api\/search/);
  await palette(page).getByRole("button", { name: "Try again" }).click();
  await expect(options(page).first()).toContainText("ledger");
});

test("a member goes to pages, and finds nothing of the organisation but what they may ask for", async ({
  as,
}) => {
  const page = await as(ines);
  await page.getByRole("button", { name: "Find a role, or go to a page" }).click();
  await input(page).fill("grants");
  await expect(options(page)).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(paths.grants());
  const answer = await page.request.get(paths.search("log-archive"));
  expect(await answer.json()).toEqual({ q: "log-archive", found: [], asks: [] });
});

test("a few words fill the form that asks: which role where, how long, and the ticket", async ({ as }) => {
  const page = await as(ines);
  await openByKey(page);
  await input(page).fill("payments-prod operator 30m pay-12");
  await expect(options(page).first()).toContainText("PaymentsOperator in payments-prod");
  await expect(options(page).first()).toContainText("for 30 min, PAY-12");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(
    paths.newRequest({
      account: accountId("payments-prod"),
      set: setArn("PaymentsOperator"),
      minutes: 30,
      ticket: "PAY-12",
    }),
  );
  await expect(page.getByRole("radio", { name: "30 min" })).toBeChecked();
  await expect(page.getByLabel("Ticket")).toHaveValue("PAY-12");
});

test("without script the form finds accounts", async ({ as }) => {
  const page = await as(marit, paths.status(), { javaScriptEnabled: false });
  await page.getByRole("searchbox", { name: "Find an account" }).fill("payments-prod");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(paths.accounts({ q: "payments-prod" }));
});

test("the palette is accessible, empty and with what it found", async ({ as }) => {
  const page = await as(marit);
  await openByKey(page);
  await expectAccessible(page, "the palette");
  await input(page).fill("pay");
  await expect(options(page).first()).toContainText("pay");
  await expectAccessible(page, "the palette with results");
});
