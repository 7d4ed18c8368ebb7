import { paths } from "#lib/paths.ts";
import { expectAccessible, tabTo } from "./fixtures/accessibility.ts";
import { ask } from "./fixtures/asking.ts";
import { decisionLink } from "./fixtures/inbox.ts";
import { people } from "./fixtures/people.ts";
import { formFor } from "./fixtures/roles.ts";
import { expectInAws } from "./fixtures/simulator.ts";
import { expect, test } from "./fixtures/test.ts";

const { leo, ines, priya, jonas } = people;

test("a request can be used by everybody while it waits, is denied, and withdrawn", async ({ as }) => {
  test.setTimeout(90_000);
  const page = await as(ines);
  const asked = await ask(
    page,
    { set: "AWSReadOnlyAccess", account: "orders-prod" },
    120,
    "Comparing two orders.",
  );
  await expectAccessible(page, "a pending request, to its requester");
  await page.goto(formFor({ set: "AWSReadOnlyAccess", account: "orders-prod" }));
  await expectAccessible(page, "the form for what is asked already");
  await page.goto(paths.home());
  await expectAccessible(page, "home with what waits");

  const decider = await as(jonas, asked.path);
  await expectAccessible(decider, "a pending request, to its approver");
  await decider.goto(await decisionLink(asked.number, jonas));
  await expectAccessible(decider, "the decision");
  await decider.getByRole("button", { name: "Deny" }).click();
  await expect(decider.getByText("Say why not")).toBeVisible();
  await expectAccessible(decider, "the decision that needs a comment");
  await decider.getByLabel(`Note to ${ines.name}`).fill("Ask the orders team.");
  await decider.getByRole("button", { name: "Deny" }).click();
  await expect(decider.getByText("Denied").first()).toBeVisible();
  await expectAccessible(decider, "a denied request");
  await decider.goto(await decisionLink(asked.number, jonas));
  await expectAccessible(decider, "a link that is over");
});

test("asking, approving and ending are done by keyboard alone, and can be used by everybody", async ({
  as,
}) => {
  test.setTimeout(120_000);
  const role = { set: "AWSReadOnlyAccess", account: "payments-prod" };
  const page = await as(leo, "/requests/new?q=payments-prod");
  await tabTo(page, /^payments-prod$/);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/account=\d{12}$/);
  await tabTo(page, /^AWSReadOnlyAccess$/);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/set=/);
  await tabTo(page, /^(15 min|30 min|1 h|2 h|4 h|8 h|Other)$/);
  await page.keyboard.press("ArrowLeft");
  await expect(page.getByRole("radio", { name: "30 min" })).toBeChecked();
  await tabTo(page, /^Why/);
  await page.keyboard.type("Reading the payments' settings.");
  await tabTo(page, /^Ask for 30 min$/);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/requests\/[0-9a-f-]{36}$/);
  const number = Number(
    (
      await page
        .getByText(/^R-\d+$/)
        .first()
        .textContent()
    )?.slice(2),
  );
  const request = new URL(page.url()).pathname;

  const decider = await as(priya, await decisionLink(number, priya));
  await tabTo(decider, /^Note to/);
  await decider.keyboard.type("Until lunch.");
  await tabTo(decider, /^Approve for 30 min$/);
  await decider.keyboard.press("Enter");
  await expect(decider).toHaveURL(request);

  await expectInAws(leo, role, true);
  await expect(page.getByRole("link", { name: "Open console" })).toBeVisible({ timeout: 20_000 });
  await expectAccessible(page, "an active grant");
  await page.goto(paths.home());
  await expectAccessible(page, "home with what is held");
  await page.goto(paths.grants());
  await expectAccessible(page, "grants with one that is held");

  await tabTo(page, /^End now: AWSReadOnlyAccess in payments-prod$/);
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await expect(dialog).toBeVisible();
  await expectAccessible(page, "the question before an end");
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(
    page.getByRole("button", { name: "End now: AWSReadOnlyAccess in payments-prod" }),
  ).toBeFocused();
  await page.keyboard.press("Enter");
  await tabTo(page, /^End now$/);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(request);
  await expectInAws(leo, role, false);
  await expect(page.getByText("Ended early by you").first()).toBeVisible({ timeout: 20_000 });
  await expectAccessible(page, "a grant that was ended early");
});

test("every page is reached by keyboard, past the navigation in one step", async ({ as }) => {
  const page = await as(people.marit, paths.accounts());
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#main$/);
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.querySelector("main")?.contains(document.activeElement))).toBe(
    true,
  );
  for (const name of [
    "Home",
    "Requests",
    "Grants",
    "Accounts",
    "Permission sets",
    "Groups",
    "People",
    "Rules",
    "Audit",
    "Status",
  ]) {
    await page.goto(paths.home());
    await tabTo(page, new RegExp(`^${name}(\\d|$)`));
    await page.keyboard.press("Enter");
    await expect(page.getByRole("main").getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page).toHaveURL(name === "Home" ? "/" : `/${name.toLowerCase().replace(" ", "-")}`);
  }
});
