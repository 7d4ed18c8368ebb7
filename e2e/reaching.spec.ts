import { paths, permissionSetId } from "#lib/paths.ts";
import { leaf, namesOfAllPages, namesShown } from "./fixtures/list.ts";
import { people } from "./fixtures/people.ts";
import { accountId, groupId, setArn } from "./fixtures/roles.ts";
import { expect, test } from "./fixtures/test.ts";

const { marit, priya } = people;
const production = accountId("payments-prod");

test("who can reach an account is told page by page, by kind, and by permission set", async ({ as }) => {
  const page = await as(marit, paths.account(production, { view: "people" }));
  const main = page.getByRole("main");
  const first = await namesShown(page);
  expect(await leaf(page, "next")).toBe(true);
  const second = await namesShown(page);
  expect(await leaf(page, "prev")).toBe(true);
  expect(await namesShown(page)).toEqual(first);
  const everybody = await namesOfAllPages(page);
  expect(everybody.slice(0, first.length + second.length)).toEqual([...first, ...second]);
  expect(new Set(everybody).size).toBe(everybody.length);
  await expect(main.getByText(`${everybody.length} people, disabled ones among them`)).toBeVisible();

  await main.getByRole("link", { name: /^Permission sets/ }).click();
  await main.getByRole("link", { name: "Who holds it: SupportEngineer" }).click();
  await expect(page).toHaveURL(new RegExp(`set=${permissionSetId(setArn("SupportEngineer"))}`));
  const support = await namesOfAllPages(page);
  expect(support).toHaveLength(22);
  expect(everybody).toEqual(expect.arrayContaining(support));
  await page.getByRole("navigation", { name: "Kind" }).getByRole("link", { name: "Temporary" }).click();
  await expect(main.getByText("Nobody reaches it like that.")).toBeVisible();
});

test("what a person reaches, and what would end if they left a group", async ({ as }) => {
  const page = await as(marit, paths.person(priya.id));
  const main = page.getByRole("main");
  await expect(main.getByRole("row").filter({ hasText: "payments-prod" })).toContainText(
    "through payments-leads",
  );
  await main
    .getByRole("navigation", { name: "Person" })
    .getByRole("link", { name: /^Groups/ })
    .click();
  await main.getByRole("link", { name: "What would end without it: payments-leads" }).click();
  await expect(page).toHaveURL(new RegExp(`without=${groupId("payments-leads")}`));
  await expect(
    main.getByText(
      `If ${priya.name} left payments-leads, 0 roles would end; 1 would remain by another path.`,
    ),
  ).toBeVisible();
  await expect(main.getByText("remains through payments-engineers")).toHaveCount(1);

  await page.goto(paths.person(priya.id, { without: groupId("payments-engineers"), leaving: "ends" }));
  const ending = main.getByRole("row").filter({ hasText: "ends" });
  await expect(ending.filter({ hasText: "payments-staging" })).toContainText("PaymentsOperator");
  await expect(ending.filter({ hasText: "payments-prod" })).toHaveCount(0);
});

test("where a permission set is used, and what it allows", async ({ as }) => {
  const page = await as(marit, paths.permissionSet(setArn("LakeEngineer")));
  const main = page.getByRole("main");
  await expect(main.getByText("AWSGlueConsoleFullAccess").first()).toBeVisible();
  const tab = main
    .getByRole("navigation", { name: "Permission set" })
    .getByRole("link", { name: /^Accounts/ });
  await tab.click();
  await expect(tab).toHaveAttribute("aria-current", "page");
  expect((await namesOfAllPages(page)).toSorted()).toEqual([
    "data-lake-dev",
    "data-lake-staging",
    "recommendations-staging",
    "reporting-staging",
    "warehouse-staging",
  ]);
  await main.getByRole("link", { name: /^Who holds it/ }).click();
  await expect(page).toHaveURL(/view=holders/);
  await expect(main.getByRole("row").filter({ hasText: "data-engineers" })).toHaveCount(1);

  await page.goto(paths.permissionSet(setArn("PaymentsOperator")));
  const statements = main.getByRole("table", { name: "Statements of the inline policy" }).getByRole("row");
  await expect(statements.filter({ hasText: "ecs:UpdateService" })).toContainText("Allows");
  await expect(statements.filter({ hasText: "kms:Decrypt" })).toContainText("Denies");
});
