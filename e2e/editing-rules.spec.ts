import { readFileSync } from "node:fs";
import type { BrowserContextOptions, Locator, Page } from "@playwright/test";
import { parse } from "yaml";
import { z } from "zod";
import { paths } from "#lib/paths.ts";
import { expectAccessible } from "./fixtures/accessibility.ts";
import { whileAdministrator } from "./fixtures/administrators.ts";
import { rows } from "./fixtures/database.ts";
import { people } from "./fixtures/people.ts";
import { groupId } from "./fixtures/roles.ts";
import { expect, test } from "./fixtures/test.ts";

const { marit, jonas, amara, leo } = people;
const plain = { javaScriptEnabled: false };
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };

type Stored = { id: string; version: number; content: unknown };

async function rule(name: string): Promise<Stored> {
  const [found] = await rows<Stored>("select id::text, version, content from rule where name = $1", [name]);
  if (!found) throw new Error(`There is no rule ${name}.`);
  return found;
}

/** The alert of the page itself; Next keeps one of its own for the address. */
const alert = (page: Page): Locator => page.locator("#main").getByRole("alert");

async function preview(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Preview/ }).click();
  await expect(page.getByRole("region", { name: "If you save this" })).toBeVisible();
}

/** Takes a name out of a field with chips, or adds one. */
const chip = {
  remove: (page: Page, what: string) => page.getByRole("button", { name: `Remove ${what}` }).click(),
  async add(page: Page, field: string, name: string) {
    await page.getByRole("combobox", { name: field, exact: true }).fill(name);
    await page.keyboard.press("Enter");
  },
};

test("an administrator narrows a rule, which applies at once", async ({ as }) => {
  const before = await rule("Backups");
  const page = await as(marit, paths.rule(before.id));
  await page.getByRole("link", { name: "Edit" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Edit Backups");
  await chip.remove(page, "group database-administrators");
  await page.getByLabel("At most").fill("2h");
  await preview(page);
  const effect = page.getByRole("complementary");
  await expect(effect.getByText("This widens nothing and applies at once.")).toBeVisible();
  await expect(effect.getByText("It changes who may ask and the limits.")).toBeVisible();
  const losing = page.getByRole("region", { name: "Who loses what" });
  await expect(losing.getByText("BackupOperator in backup-vault").first()).toBeVisible();
  await page.getByLabel("Why", { exact: true }).fill("Restores are the platform team's work now.");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page).toHaveURL(/\/rules\/changes\/[0-9a-f-]{36}$/);
  await expect
    .poll(async () => (await rule("Backups")).version, { timeout: 20_000 })
    .toBe(before.version + 1);
  expect((await rule("Backups")).content).toMatchObject({
    who: { groups: [groupId("platform-engineers")] },
    limits: { maxMinutes: 120 },
  });
  await page.goto(paths.rule(before.id));
  await expect(page.getByText("For at most 2 hours")).toBeVisible();
});

test("ELG-01 what widens waits for another administrator, and is applied when one agrees, on a phone", async ({
  as,
}) => {
  test.setTimeout(90_000);
  const before = await rule("Networks");
  const page = await as(marit, paths.editRule(before.id), phone);
  await chip.add(page, "Groups", "on-call-platform");
  await preview(page);
  const effect = page.getByRole("complementary");
  await expect(effect).toBeInViewport();
  await expect(effect.getByText("This widens access, so another administrator has to agree.")).toBeVisible();
  await expect(page.getByRole("region", { name: "Who gains what" })).toContainText("NetworkOperator in");

  // What is typed after the preview is not what was previewed.
  await page.getByLabel("At most").fill("1h");
  await expect(page.getByRole("button", { name: "Send to another administrator" })).toBeDisabled();
  await preview(page);
  await page.getByRole("button", { name: "Send to another administrator" }).click();
  await expect(page.getByLabel("Why", { exact: true })).toHaveAccessibleDescription(/Say why/);
  await page.getByLabel("Why", { exact: true }).fill("On call has to mend the hub at night.");
  await page.getByRole("button", { name: "Send to another administrator" }).click();
  await expect(page).toHaveURL(/\/rules\/changes\/[0-9a-f-]{36}$/);
  const address = new URL(page.url()).pathname;
  await expect
    .poll(async () => (await rows("select 1 from rule_change where state = 'waiting'")).length, {
      timeout: 20_000,
    })
    .toBe(1);
  expect((await rule("Networks")).version).toBe(before.version);
  await expectAccessible(page, "a change that waits, to whoever proposed it, on a phone");

  await whileAdministrator(jonas, async () => {
    const other = await as(jonas, address);
    await expectAccessible(other, "a change that waits for an answer, on a desktop");
    await other.getByRole("button", { name: "Agree", exact: true }).click();
    await expect
      .poll(async () => (await rule("Networks")).version, { timeout: 20_000 })
      .toBe(before.version + 1);
  });
  expect((await rule("Networks")).content).toMatchObject({ limits: { maxMinutes: 60 } });
});

test("a wrong name is said at its field, and nothing that was typed is lost", async ({ as }) => {
  const { id } = await rule("Lake analysis");
  const page = await as(marit, paths.editRule(id));
  await chip.add(page, "Groups", "lake-swimmers");
  await page.getByLabel("Undecided requests lapse after").fill("a while");
  await page.getByLabel("What it is for").fill("Queries of the lake.");
  await page.getByRole("button", { name: "Preview" }).click();
  await expect(alert(page)).toContainText("The rule was not previewed.");
  const groups = page.getByRole("combobox", { name: "Groups", exact: true });
  await expect(groups).toHaveAccessibleDescription(/The group "lake-swimmers" is not in the catalogue/);
  await expect(page.getByLabel("Undecided requests lapse after")).toHaveAccessibleDescription(
    /from 15m to 7d/,
  );
  await expect(page.getByLabel("Undecided requests lapse after")).toHaveValue("a while");
  await expect(page.getByLabel("What it is for")).toHaveValue("Queries of the lake.");
  await alert(page)
    .getByRole("link", { name: /lake-swimmers/ })
    .click();
  await expect(groups).toBeFocused();

  await chip.remove(page, "group lake-swimmers");
  await page.getByLabel("Undecided requests lapse after").fill("3h");
  // The catalogue's names are offered while one types.
  await groups.pressSequentially("on-call");
  await expect(page.locator("datalist option").first()).toBeAttached();
  await groups.fill("");
  await page.getByRole("button", { name: "Add a stage" }).click();
  const second = page.getByRole("group", { name: "Stage 2" });
  await second.getByRole("combobox", { name: "Members of" }).fill("security-leads");
  await page.keyboard.press("Enter");
  await preview(page);
  await expect(page.getByRole("region", { name: "Who could agree" })).toContainText("Stage 2: one of");
  await page.getByRole("button", { name: "Remove stage 1" }).click();
  await preview(page);
  await expect(page.getByRole("group", { name: "Stage 1" })).toContainText("security-leads");
  await expect(page.getByRole("group", { name: "Stage 2" })).toHaveCount(0);
});

for (const [what, options] of [
  ["without script", plain],
  ["on a phone without script", { ...plain, ...phone }],
] satisfies [string, BrowserContextOptions][]) {
  test(`a new rule is written ${what}, previewed, and what was previewed is what is sent`, async ({ as }) => {
    const name = `Read the lake ${what}`;
    const page = await as(marit, paths.rules(), options);
    await page.getByRole("link", { name: "New rule" }).click();
    await page.getByRole("button", { name: "Preview" }).click();
    await expect(page.getByLabel("Name", { exact: true })).toHaveAccessibleDescription(/Give it a name/);
    await page.getByLabel("Name", { exact: true }).fill(name);
    await page.getByRole("textbox", { name: "Groups", exact: true }).fill("data-analysts\ninterns");
    await page.getByRole("textbox", { name: "Permission sets", exact: true }).fill("AWSReadOnlyAccess");
    await page.getByRole("textbox", { name: "Accounts (by name or id)", exact: true }).fill("reporting-prod");
    const stage = page.getByRole("group", { name: "Stage 1" });
    await stage.getByRole("textbox", { name: "Members of", exact: true }).fill("data-leads");
    await preview(page);
    await expect(page.getByRole("textbox", { name: "Groups", exact: true })).toHaveValue(
      "data-analysts\ninterns",
    );
    await expect(page.getByRole("region", { name: "Who gains what" })).toContainText(
      "AWSReadOnlyAccess in reporting-prod",
    );

    // What is changed after the preview is previewed again before anything is saved.
    await page.getByRole("textbox", { name: "Groups", exact: true }).fill("data-analysts");
    await page.getByLabel("Why", { exact: true }).fill("Reports are checked by hand.");
    await page.getByRole("button", { name: "Send to another administrator" }).click();
    await expect(alert(page)).toContainText("This is not what was previewed last.");
    expect(await rows("select 1 from rule_change where name = $1", [name])).toEqual([]);
    await expect(page.getByLabel("Why", { exact: true })).toHaveValue("Reports are checked by hand.");
    await page.getByRole("button", { name: "Send to another administrator" }).click();
    await expect(page).toHaveURL(/\/rules\/changes\/[0-9a-f-]{36}$/);
    const [change] = await rows<{ content: unknown; note: string }>(
      "select content, note from rule_change where name = $1",
      [name],
    );
    expect(change).toMatchObject({
      note: "Reports are checked by hand.",
      content: { who: { groups: [groupId("data-analysts")] } },
    });
    await rows("update rule_change set state = 'withdrawn', settled_at = gatehouse_now() where name = $1", [
      name,
    ]);
  });
}

test("a rule is edited as YAML, and taken as a file that says the same", async ({ as }) => {
  const { id } = await rule("Lake analysis");
  const page = await as(marit, paths.editRule(id));
  await page.getByRole("link", { name: "Edit as YAML" }).click();
  const text = page.getByLabel("YAML");
  const said = await text.inputValue();
  await text.fill(said.replace("LakeAnalyst", "LakeMonster").replace("max: 10h", "max: 9 hours"));
  await page.getByRole("button", { name: "Preview" }).click();
  await expect(text).toHaveAccessibleDescription(/limits\.max: is no length such as 90m, 4h or 7d/);
  await expect(text).toHaveValue(/LakeMonster/);
  await text.fill(said.replace("LakeAnalyst", "LakeMonster"));
  await page.getByRole("button", { name: "Preview" }).click();
  await expect(text).toHaveAccessibleDescription(
    /^(?!.*limits\.max).*The permission set "LakeMonster" is not in the catalogue/s,
  );
  await text.fill(said);
  await preview(page);
  await expect(page.getByText("Nothing would change.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Save", exact: true })).toHaveCount(0);

  const taking = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download as YAML" }).click();
  const file = await taking;
  expect(file.suggestedFilename()).toBe("gatehouse-rule-lake-analysis.yaml");
  expect(readFileSync(await file.path(), "utf8")).toBe(said);
  const everything = await page.request.get(paths.rulesFile());
  const { rules } = z
    .object({ rules: z.array(z.looseObject({ name: z.string() })) })
    .parse(parse(await everything.text()));
  expect(rules.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["Lake analysis", "Warehouse robots"]),
  );
  const taken = await rows(
    "select 1 from audit_event where action = 'export.made' and target_name = 'rules'",
  );
  expect(taken.length).toBeGreaterThanOrEqual(2);
});

test("WEB-04 others find no editor, and an auditor is told why it is off", async ({ as, expects404 }) => {
  const { id } = await rule("Lake analysis");
  const auditor = await as(amara, paths.rule(id));
  await expect(auditor.getByRole("button", { name: "Edit" })).toHaveAccessibleDescription(
    "Administrators change rules.",
  );
  for (const person of [amara, leo]) {
    const page = await as(person);
    for (const path of [paths.editRule(id), paths.newRule(), paths.newRule({ copy: id })]) {
      expects404(path);
      expect((await page.goto(path))?.status()).toBe(404);
    }
  }
  const member = await as(leo);
  expect((await member.request.get(paths.rulesFile())).status()).toBe(404);
});
