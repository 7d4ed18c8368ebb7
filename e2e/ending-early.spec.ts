import { paths } from "#lib/paths.ts";
import { hold } from "./fixtures/asking.ts";
import { letterAbout } from "./fixtures/inbox.ts";
import { people } from "./fixtures/people.ts";
import { expectInAws } from "./fixtures/simulator.ts";
import { expect, test } from "./fixtures/test.ts";

const { ines, leo, priya, jonas, marit, amara } = people;

test("the holder ends a grant early, and AWS has it no more", async ({ as }) => {
  test.setTimeout(60_000);
  const role = { set: "PaymentsOperator", account: "fraud-prod" };
  const { page, asked } = await hold(as, {
    person: ines,
    role,
    approver: priya,
    reason: "A model blocks good cards.",
  });
  await page.getByRole("button", { name: `End now: ${role.set} in ${role.account}` }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("may live on for up to 2 hours");
  await dialog.getByRole("button", { name: "Keep it" }).click();
  await expect(dialog).toBeHidden();
  await expectInAws(ines, role, true);

  await page.getByRole("button", { name: /^End now/ }).click();
  await dialog.getByRole("button", { name: "End now" }).click();
  await expectInAws(ines, role, false);
  await expect(page.getByText("Ended early by you").first()).toBeVisible({ timeout: 20_000 });
  await expect(page.getByText("Absence seen", { exact: true })).toBeVisible();
  await letterAbout(asked.number, ines, /has ended/);
});

test("an administrator ends somebody else's grant; an auditor cannot", async ({ as }) => {
  test.setTimeout(60_000);
  const role = { set: "DatabaseAdmin", account: "ledger-prod" };
  const { page, asked } = await hold(as, {
    person: leo,
    role,
    approver: jonas,
    reason: "A migration hangs.",
  });
  const auditor = await as(amara, paths.grants());
  const row = { hasText: `${role.set} in ${role.account}` };
  await expect(auditor.getByRole("row").filter(row)).toBeVisible();
  await expect(auditor.getByRole("button", { name: /^End now/ })).toHaveCount(0);

  const administrator = await as(marit, paths.grants());
  await administrator
    .getByRole("button", { name: `End now: ${role.set} in ${role.account} of ${leo.name}` })
    .click();
  await administrator.getByRole("dialog").getByRole("button", { name: "End now" }).click();
  await expect(administrator).toHaveURL(asked.path);
  await expectInAws(leo, role, false);
  await expect(administrator.getByText("Ended early by you").first()).toBeVisible({ timeout: 20_000 });
  await page.reload();
  await expect(page.getByText(`Ended early by ${marit.name}`).first()).toBeVisible();
  const letter = await letterAbout(asked.number, leo, /has ended/);
  expect(letter.text).toContain(`${marit.name} ended it early.`);
});
