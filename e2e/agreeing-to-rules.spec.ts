import type { Page } from "@playwright/test";
import { paths } from "#lib/paths.ts";
import { expectAccessible } from "./fixtures/accessibility.ts";
import { whileAdministrator } from "./fixtures/administrators.ts";
import { rows } from "./fixtures/database.ts";
import { people } from "./fixtures/people.ts";
import { expect, test } from "./fixtures/test.ts";

// Axe reads every element, and a trace would keep each of them again.
test.use({ trace: "off" });

const { marit, jonas, amara } = people;
const name = "Backups";
const soon = { timeout: 20_000 };

async function ruleId(): Promise<string> {
  const [rule] = await rows<{ id: string }>("select id::text from rule where name = $1", [name]);
  if (!rule) throw new Error(`There is no rule ${name}.`);
  return rule.id;
}

/** Proposes to switch the rule, from its own page; answers with the address of the change. */
async function switchRule(page: Page, what: "Switch off" | "Switch on", why: string): Promise<string> {
  await page.goto(paths.rule(await ruleId()));
  await page.getByRole("button", { name: `${what}…` }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Why").fill(why);
  await dialog.getByRole("button", { name: what, exact: true }).click();
  await expect(page).toHaveURL(/\/rules\/changes\/[0-9a-f-]{36}$/);
  return new URL(page.url()).pathname;
}

test("ELG-01 a rule is switched off at once, and on again only when another administrator agrees", async ({
  as,
}) => {
  test.setTimeout(120_000);
  const page = await as(marit);
  const main = page.locator("#main");
  await switchRule(page, "Switch off", "The vault is being moved.");
  await expect(main.getByText("Applied", { exact: true })).toBeVisible(soon);
  await expect(main.getByRole("region", { name: "Who loses" })).toBeVisible();
  await page.getByRole("link", { name: "the rule", exact: true }).click();
  await expect(main.getByText("Switched off").first()).toBeVisible();

  const address = await switchRule(page, "Switch on", "The vault has moved.");
  await expect(main.getByText(/^Waits, lapses/)).toBeVisible(soon);
  await expect(main.getByRole("button", { name: "Agree" })).toHaveAccessibleDescription(
    "You proposed it: another administrator has to agree.",
  );
  await expectAccessible(page, "a change of a rule that waits, to whoever proposed it");

  const auditor = await as(amara, address);
  await expect(auditor.getByRole("button", { name: "Agree" })).toHaveAccessibleDescription(
    "Administrators may.",
  );

  await whileAdministrator(jonas, async () => {
    const second = await as(jonas);
    await second.getByRole("link", { name: new RegExp(`^Look and answer: .*${name}$`) }).click();
    await expect(second).toHaveURL(address);
    await second.getByRole("button", { name: "Reject" }).click();
    await expect(second.getByLabel(/^Note to/)).toHaveAccessibleDescription(/Say why not/);
    await second.getByLabel(/^Note to/).fill("Wait for the test of a restore.");
    await second.getByRole("button", { name: "Reject" }).click();
    await expect(second.locator("#main").getByText("Rejected", { exact: true })).toBeVisible(soon);
    await page.goto(address);
    await expect(main.getByText("Wait for the test of a restore.").first()).toBeVisible();

    const again = await switchRule(page, "Switch on", "A restore went well.");
    await expect(main.getByText(/^Waits, lapses/)).toBeVisible(soon);
    await second.goto(again);
    await expectAccessible(second, "a change of a rule that waits for an answer");
    await second.getByRole("button", { name: "Agree" }).click();
    await expect(second.locator("#main").getByText("Applied", { exact: true })).toBeVisible(soon);
  });
  await page.goto(paths.ruleChanges());
  await expect(main.getByRole("row").filter({ hasText: "A restore went well." })).toContainText("Applied");
  await page.goto(paths.rule(await ruleId()));
  await expect(main.getByText("Switched off")).toHaveCount(0);
});
