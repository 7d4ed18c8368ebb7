import { paths } from "#lib/paths.ts";
import { expectAccessible } from "./fixtures/accessibility.ts";
import { hold, sendRequest } from "./fixtures/asking.ts";
import { decisionLink } from "./fixtures/inbox.ts";
import { changeInAws } from "./fixtures/others-in-aws.ts";
import { people } from "./fixtures/people.ts";
import { formFor } from "./fixtures/roles.ts";
import { expectInAws, goRight, goWrong, standsInAws } from "./fixtures/simulator.ts";
import { expect, test } from "./fixtures/test.ts";

// Axe reads every element, and a trace would keep each of them again.
test.use({ trace: "off" });
test.afterEach(goRight);

const { ines, leo, tomasz, priya, jonas, marit, amara } = people;
const words = "User: gatehouse-worker is not authorized to perform: sso:DeleteAccountAssignment";

/** AWS answers so to every removal from now on. */
function refuseRemovals(): Promise<void> {
  return goWrong({
    kind: "error",
    operation: "DeleteAccountAssignment",
    name: "AccessDeniedException",
    message: words,
    httpStatus: 400,
  });
}

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
  await refuseRemovals();
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
  await administrator.getByRole("button", { name: /^Hand over: / }).click();
  const dialog = administrator.getByRole("dialog");
  await expect(dialog).toContainText(`${ines.name} keeps it until somebody takes it away`);
  await expectAccessible(administrator, "the question before a hand-over");
  await dialog.getByRole("button", { name: "Not yet" }).click();
  await expect(dialog).toBeHidden();

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

test("granting is stopped and resumed: what is approved meanwhile begins after it, and what ends is removed", async ({
  as,
}) => {
  test.setTimeout(120_000);
  const held = { set: "DatabaseAdmin", account: "payments-prod" };
  const role = { set: "AWSReadOnlyAccess", account: "shipping-prod" };
  const { page: holder } = await hold(as, {
    person: leo,
    role: held,
    approver: jonas,
    reason: "Reading one payment.",
  });
  const administrator = await as(marit, paths.engine());
  await administrator.getByRole("button", { name: "Stop granting" }).click();
  expect(
    await administrator.getByLabel("Why granting stops").evaluate((area) => area.matches(":invalid")),
  ).toBe(true);
  await administrator.getByLabel("Why granting stops").fill("Workers are replaced.");
  await administrator.getByRole("button", { name: "Stop granting" }).click();
  await expect(administrator.getByText(/granting is stopped since/)).toBeVisible({ timeout: 20_000 });
  await expect(administrator.getByText(`${marit.name} stopped it`)).toContainText("Workers are replaced.");
  await expectAccessible(administrator, "the engine while granting is stopped");

  const page = await as(tomasz, formFor(role, 60));
  const warning = page.getByText("Nothing is granted at the moment.");
  await expect(warning).toBeVisible();
  await expect(page.getByText("An administrator stopped granting")).toBeVisible();
  await expectAccessible(page, "the form while granting is stopped");
  await page.getByLabel("Why", { exact: true }).fill("Comparing two shipments.");
  const asked = await sendRequest(page);
  await expect(warning).toBeVisible();
  const decider = await as(jonas, await decisionLink(asked.number, jonas));
  await expect(decider.getByText("Nothing is granted at the moment.")).toBeVisible();
  await decider.getByRole("button", { name: "Approve for 1 hour" }).click();
  await expect(decider).toHaveURL(asked.path);

  await holder.getByRole("button", { name: /^End now/ }).click();
  await holder.getByRole("dialog").getByRole("button", { name: "End now" }).click();
  await expectInAws(leo, held, false);
  await expect(page.getByText(/^It is approved, but granting is stopped/)).toBeVisible({
    timeout: 30_000,
  });
  await page.goto(paths.home());
  await expect(warning).toBeVisible();
  expect(await standsInAws(tomasz, role)).toBe(false);

  await administrator.getByLabel("Why granting goes on").fill("The new workers run.");
  await administrator.getByRole("button", { name: "Resume granting" }).click();
  await expectInAws(tomasz, role, true);
  await page.goto(asked.path);
  await expect(page.getByRole("link", { name: "Open console" })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText("Nothing is granted at the moment.")).toHaveCount(0);
});

test("a blocked removal is handed over to a named owner, without script, and stays in AWS", async ({
  as,
}) => {
  test.setTimeout(120_000);
  const role = { set: "AWSReadOnlyAccess", account: "fraud-prod" };
  const { page, asked } = await hold(as, {
    person: leo,
    role,
    approver: priya,
    reason: "A payout hangs.",
  });
  await refuseRemovals();
  await page.getByRole("button", { name: /^End now/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "End now" }).click();
  await expect(page.getByText("Removal blocked").first()).toBeVisible({ timeout: 30_000 });

  const administrator = await as(marit, paths.engine(), { javaScriptEnabled: false });
  const what = `${role.set} in ${role.account} of ${leo.name}`;
  await administrator.getByRole("button", { name: `Hand over: ${what}` }).click();
  const dialog = administrator.getByRole("dialog", { name: `Leave ${what} standing?` });
  await dialog.getByLabel("Who answers for it").fill("nobody.at.all");
  await dialog.getByLabel("Why it stays").fill("The on-call needs it until Friday.");
  await dialog.getByRole("button", { name: "Hand over" }).click();
  await expect(dialog.getByLabel("Who answers for it")).toHaveAccessibleDescription(
    /knows no enabled person of that name/,
  );
  await expect(dialog.getByLabel("Why it stays")).toHaveValue("The on-call needs it until Friday.");
  await dialog.getByLabel("Who answers for it").fill("priya.raghunathan");
  await dialog.getByRole("button", { name: "Hand over" }).click();

  await expect(async () => {
    await administrator.goto(paths.engine());
    const answered = administrator.getByRole("row").filter({ hasText: `Hand over to ${priya.name}` });
    await expect(answered).toContainText("Taken up", { timeout: 500 });
    await expect(administrator.getByText(/^Nothing needs a person/)).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 30_000 });
  await goRight();
  await page.goto(asked.path);
  await expect(page.getByText("Handed over").first()).toBeVisible({ timeout: 20_000 });
  await expect(page.getByText("Absence seen", { exact: true })).toHaveCount(0);
  await expectAccessible(page, "a grant that was handed over");
  await expectInAws(leo, role, true);
  await changeInAws("take", leo, role);
});

test("nobody but administrators and auditors finds the engine", async ({ as, expects404 }) => {
  const page = await as(tomasz);
  expects404(paths.engine());
  const answer = await page.goto(paths.engine());
  expect(answer?.status()).toBe(404);
});
