import { paths } from "#lib/paths.ts";
import { expectAccessible } from "./fixtures/accessibility.ts";
import { hold } from "./fixtures/asking.ts";
import { people } from "./fixtures/people.ts";
import { expectInAws, goRight, goWrong } from "./fixtures/simulator.ts";
import { expect, test } from "./fixtures/test.ts";

// Axe reads every element, and a trace would keep each of them again.
test.use({ trace: "off" });
test.afterEach(goRight);

const { ines, tomasz, priya, marit, amara } = people;
const words = "User: gatehouse-worker is not authorized to perform: sso:DeleteAccountAssignment";

test("an administrator sees what AWS said to a removal, tries again when it is lifted, and it ends", async ({
  as,
}) => {
  test.setTimeout(120_000);
  const role = { set: "PaymentsOperator", account: "ledger-prod" };
  const { page, asked } = await hold(as, {
    person: ines,
    role,
    approver: priya,
    reason: "A ledger entry hangs.",
  });
  await goWrong({
    kind: "error",
    operation: "DeleteAccountAssignment",
    name: "AccessDeniedException",
    message: words,
    httpStatus: 400,
  });
  await page.getByRole("button", { name: /^End now/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "End now" }).click();

  const administrator = await as(marit, paths.status());
  await administrator
    .getByRole("navigation", { name: "Status" })
    .getByRole("link", { name: "Engine" })
    .click();
  await expect(administrator.getByText(/^1 removal is blocked;/)).toBeVisible({ timeout: 20_000 });
  const said = administrator.getByRole("region", {
    name: `What AWS answered: ${role.set} in ${role.account} of ${ines.name}`,
  });
  await expect(said).toContainText(words);
  await expect(administrator.getByRole("button", { name: "Remove…" })).toHaveAccessibleDescription(
    /is not contested/,
  );
  await expectAccessible(administrator, "the engine with a blocked removal");

  const auditor = await as(amara, paths.engine());
  await expect(auditor.getByRole("region", { name: /^What AWS answered/ })).toContainText(words);
  await expect(auditor.getByRole("button", { name: "Retry now" })).toHaveAccessibleDescription(
    /^Administrators may/,
  );
  await expect(auditor.getByRole("button", { name: /^(Hand over|Remove)/ })).toHaveCount(0);

  await page.goto(paths.home());
  await expect(page.getByText("AWS refuses what Gatehouse asks").first()).toBeVisible();

  await goRight();
  await administrator
    .getByRole("button", { name: `Retry now: ${role.set} in ${role.account} of ${ines.name}` })
    .click();
  await expectInAws(ines, role, false);
  await expect(administrator.getByText(/^Nothing needs a person/)).toBeVisible({ timeout: 20_000 });
  const answered = administrator.getByRole("row").filter({ hasText: "Try again now" });
  await expect(answered.first()).toContainText(/Taken up/, { timeout: 20_000 });
  await administrator.goto(asked.path);
  await expect(administrator.getByText("asked to try again now")).toBeVisible();
  await expect(administrator.getByText("Ended early by").first()).toBeVisible();
});

test("nobody but administrators and auditors finds the engine", async ({ as, expects404 }) => {
  const page = await as(tomasz);
  expects404(paths.engine());
  const answer = await page.goto(paths.engine());
  expect(answer?.status()).toBe(404);
});
