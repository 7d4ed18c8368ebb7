import type { Page } from "@playwright/test";
import { paths } from "#lib/paths.ts";
import { expectAccessible } from "./fixtures/accessibility.ts";
import { sendRequest } from "./fixtures/asking.ts";
import { digest, rows } from "./fixtures/database.ts";
import { decisionLink, lettersAbout } from "./fixtures/inbox.ts";
import { people } from "./fixtures/people.ts";
import { formFor } from "./fixtures/roles.ts";
import { untilScripted } from "./fixtures/scripted.ts";
import { expectInAws } from "./fixtures/simulator.ts";
import { expect, test } from "./fixtures/test.ts";

const { ines, leo, tomasz, priya, jonas } = people;
const phone = { viewport: { width: 390, height: 844 } };
const plain = { javaScriptEnabled: false };

const why = (page: Page) => page.getByLabel("Why", { exact: true });

/** Every request of the bundle that holds this one, in its order. */
async function bundleOf(number: number) {
  return await rows<{ number: number; set: string; account: string; state: string; decided: number }>(
    `select r.number, r.permission_set_name as set, r.account_name as account, r.state::text,
      (select count(*)::int from decision d where d.request_id = r.id) as decided
     from request r where r.bundle_id = (select bundle_id from request where number = $1) order by r.bundle_place`,
    [number],
  );
}

const states = async (number: number) =>
  (await bundleOf(number)).map(({ set, account, state }) => `${set} in ${account} ${state}`);

/** What requests, decisions and grants say; letters go out meanwhile. */
async function decided() {
  const { request, decision, access_grant } = await digest();
  return { request, decision, access_grant };
}

test("APR-08 EML-12: three roles are asked at once; one letter decides two together and the sensitive one by itself", async ({
  as,
}) => {
  test.setTimeout(90_000);
  const account = "payouts-staging";
  const page = await as(leo, formFor({ set: "DeploymentOperator", account }, 60));
  await page.getByRole("link", { name: `Add DatabaseAdmin in ${account}` }).click();
  await expect(page.getByRole("link", { name: `Leave out DatabaseAdmin in ${account}` })).toBeVisible();
  await page.getByRole("link", { name: `Add AWSPowerUserAccess in ${account}` }).click();
  await expect(page.getByRole("link", { name: `Leave out AWSPowerUserAccess in ${account}` })).toBeVisible();
  await expect(page.getByRole("region", { name: "Who has to agree" }).getByRole("listitem")).toHaveCount(3);
  await why(page).fill("Rolling out the new payout batch.");
  await expectAccessible(page, "the form with three roles");
  await page.getByRole("button", { name: "Ask for 3 roles, 1 hour each" }).focus();
  const asked = await sendRequest(page);
  expect(await states(asked.number)).toEqual([
    `DeploymentOperator in ${account} pending`,
    `DatabaseAdmin in ${account} pending`,
    `AWSPowerUserAccess in ${account} pending`,
  ]);
  const together = page.getByRole("region", { name: "Asked together with" });
  await expect(together.getByRole("listitem")).toHaveCount(2);
  await page.goto(paths.requests());
  await expect(page.getByText(/^asked with R-/).first()).toBeVisible();

  const link = await decisionLink(asked.number, jonas);
  for (const { number } of await bundleOf(asked.number))
    expect(await lettersAbout(number, jonas)).toHaveLength(1);
  const decider = await as(jonas, "/", phone);
  const before = await decided();
  await decider.goto(link);
  await expect(decider.getByRole("heading", { level: 1 })).toHaveText(
    `${leo.name} asks for 3 roles in ${account} for 1 hour.`,
  );
  expect(await decided(), "EML-01 opening the link decides nothing").toEqual(before);
  await expect(decider.getByText("Like an administrator’s, so it is approved by itself.")).toBeVisible();
  await expectAccessible(decider, "the decision of three");
  await decider.getByRole("button", { name: "Approve both for 1 hour" }).click();

  await expect(decider.getByRole("heading", { level: 1 })).toHaveText(
    new RegExp(`^${leo.name} asks for AWSPowerUserAccess in ${account}`),
  );
  expect((await bundleOf(asked.number)).map(({ state }) => state)).toEqual([
    "approved",
    "approved",
    "pending",
  ]);
  await expect(decider.getByText("Approved by you")).toHaveCount(2);
  await decider.getByRole("button", { name: "Approve for 1 hour" }).click();
  await expect(decider).toHaveURL(/\/requests\/[0-9a-f-]{36}$/);
  for (const set of ["DeploymentOperator", "DatabaseAdmin", "AWSPowerUserAccess"])
    await expectInAws(leo, { set, account }, true);

  await decider.goto(link);
  await expect(decider.getByRole("heading", { level: 1 })).toHaveText("There is nothing left to decide here");
  await expect(decider.getByText("Approved by you")).toHaveCount(3);
});

test("APR-08: what is approved by itself is refused among others, whatever a form sends", async ({ as }) => {
  const account = "fraud-staging";
  const page = await as(leo, formFor({ set: "DeploymentOperator", account }, 60));
  await page.getByRole("link", { name: `Add AWSPowerUserAccess in ${account}` }).click();
  await expect(page.getByRole("link", { name: `Leave out AWSPowerUserAccess in ${account}` })).toBeVisible();
  await page.getByRole("link", { name: `Add DatabaseAdmin in ${account}` }).click();
  await expect(page.getByRole("link", { name: `Leave out DatabaseAdmin in ${account}` })).toBeVisible();
  await why(page).fill("Looking at a rule that fires too often.");
  const asked = await sendRequest(page);
  // The first page of a browser is read once more when its zone is known; this one stays as it is.
  const decider = await as(priya, paths.home());
  await decider.goto(await decisionLink(asked.number, priya));
  await untilScripted(decider, "form[aria-label='Your decision']");
  await decider.locator('input[name="alone"]').evaluate((input) => input.setAttribute("name", "together"));
  await decider.getByRole("button", { name: "Approve both for 1 hour" }).click();
  await expect(decider.getByRole("alert").filter({ hasText: "2 of 3 were decided" })).toContainText(
    `AWSPowerUserAccess in ${account}: This role is like an administrator’s`,
  );
  expect((await bundleOf(asked.number)).map(({ state }) => state)).toEqual([
    "approved",
    "pending",
    "approved",
  ]);
  await decider.getByRole("link", { name: "Look again at what is left" }).click();
  await expect(decider.getByRole("heading", { level: 1 })).toContainText(
    `asks for AWSPowerUserAccess in ${account}`,
  );
});

test("without script: what cannot be asked says why and is left out; all are denied with one note", async ({
  as,
}) => {
  test.setTimeout(60_000);
  const account = "fraud-prod";
  const page = await as(ines, formFor({ set: "PaymentsOperator", account }, 60), plain);
  await expect(page.getByText("“On call: … is stuck, I …”")).toBeVisible();
  await why(page).fill("One case first.");
  const first = await sendRequest(page);

  await page.goto(formFor({ set: "DatabaseReader", account }, 60));
  await page.getByRole("link", { name: `Add PaymentsOperator in ${account}` }).click();
  await expect(page.getByText(`You have asked for PaymentsOperator in ${account} already.`)).toBeVisible();
  await page.getByText("Add another role to this ask").click();
  await page.getByRole("link", { name: "Add DatabaseReader in payouts-prod" }).click();
  const reason = "Comparing two fraud cases with their payouts.";
  await why(page).fill(reason);
  await page.getByRole("button", { name: /^Ask for 3 roles/ }).click();
  const refused = page.getByRole("alert");
  await expect(refused).toContainText("One of the 3 roles cannot be asked for, so none was.");
  await expect(refused).toContainText(`PaymentsOperator in ${account}: You have asked for this already`);
  await expect(why(page)).toHaveValue(reason);
  await page.getByRole("button", { name: "Leave it out and ask for the other 2" }).click();
  await expect(page).toHaveURL(/\/requests\/[0-9a-f-]{36}$/);
  const [last] = await rows<{ number: number }>("select max(number) as number from request");
  const number = last?.number ?? 0;
  expect(await states(number)).toEqual([
    `DatabaseReader in ${account} pending`,
    "DatabaseReader in payouts-prod pending",
  ]);
  expect(number).toBeGreaterThan(first.number);

  const decider = await as(jonas, await decisionLink(number, jonas), plain);
  await decider.getByRole("button", { name: "Deny both" }).click();
  const note = decider.getByLabel(`Note to ${ines.name}`);
  await expect(note).toHaveAccessibleDescription(/Say why not/);
  await note.fill("Use the replica.");
  await decider.getByRole("button", { name: "Deny both" }).click();
  await expect(decider.getByRole("heading", { level: 1 })).toHaveText("There is nothing left to decide here");
  await expect(decider.getByText("Denied by you")).toHaveCount(2);
  expect((await bundleOf(number)).map(({ state }) => state)).toEqual(["denied", "denied"]);

  await page.goto(first.path);
  await page.getByRole("button", { name: /^Withdraw/ }).click();
  await expect(page.getByText("Cancelled").first()).toBeVisible();
});

test("EML-04: what another decided meanwhile is told, and the rest is decided; what waits is taken back at once", async ({
  as,
}) => {
  const page = await as(leo, formFor({ set: "PaymentsOperator", account: "payouts-prod" }, 30));
  // It stays open while roles are added.
  await page.getByText("Add another role to this ask").click();
  for (const account of ["ledger-prod", "fraud-prod"]) {
    await page.getByRole("link", { name: `Add PaymentsOperator in ${account}` }).click();
    await expect(page.getByRole("link", { name: `Leave out PaymentsOperator in ${account}` })).toBeVisible();
  }
  await page.getByRole("button", { name: "On call: … is stuck, I …" }).click();
  await expect(why(page)).toHaveValue("On call: … is stuck, I …");
  await page.keyboard.type("A payout");
  await expect(why(page)).toHaveValue("On call: A payout is stuck, I …");
  const asked = await sendRequest(page);

  const link = await decisionLink(asked.number, priya);
  const second = await as(priya, link);
  const first = await as(jonas, await decisionLink(asked.number, jonas));
  await first.getByRole("button", { name: "Deny: PaymentsOperator in ledger-prod" }).click();
  await expect(first.getByLabel(`Note to ${leo.name}`)).toHaveAccessibleDescription(/Say why not/);
  await first.getByLabel(`Note to ${leo.name}`).fill("Not there.");
  await first.getByRole("button", { name: "Deny: PaymentsOperator in ledger-prod" }).click();
  await expect(first.getByText("Denied by you")).toBeVisible();

  await second.getByRole("button", { name: "Approve all 3 for 30 min" }).click();
  await expect(second.getByRole("alert").filter({ hasText: "2 of 3 were decided" })).toContainText(
    `PaymentsOperator in ledger-prod: This request was denied by ${jonas.name}`,
  );
  await second.getByRole("link", { name: "Look again at what is left" }).click();
  await expect(second.getByRole("heading", { level: 1 })).toHaveText("There is nothing left to decide here");
  await expect(second.getByText(`Denied by ${jonas.name}`)).toBeVisible();
  await expect(second.getByText("Approved by you")).toHaveCount(2);

  await page.goto(formFor({ set: "DatabaseReader", account: "payouts-prod" }, 30));
  await page.getByRole("link", { name: "Add PaymentsOperator in payouts-prod" }).click();
  await expect(page.getByRole("link", { name: "Leave out PaymentsOperator in payouts-prod" })).toBeVisible();
  await expect(async () => {
    await page.reload();
    await expect(page.getByText(/^You hold PaymentsOperator in payouts-prod until /)).toBeVisible({
      timeout: 500,
    });
  }).toPass({ timeout: 20_000 });
  await page.getByRole("link", { name: "Leave out PaymentsOperator in payouts-prod" }).click();
  await page.getByText("Add another role to this ask").click();
  await page.getByRole("link", { name: "Add DatabaseReader in ledger-prod" }).click();
  await expect(page.getByRole("link", { name: "Leave out DatabaseReader in ledger-prod" })).toBeVisible();
  await why(page).fill("Reading what was replayed.");
  const later = await sendRequest(page);
  await page.getByRole("button", { name: "Take back all 2 that wait" }).click();
  await expect(page.getByText("Cancelled").first()).toBeVisible();
  expect((await bundleOf(later.number)).map(({ state }) => state)).toEqual(["cancelled", "cancelled"]);
  await page.getByRole("link", { name: "The same again, all together" }).click();
  await expect(page.getByRole("button", { name: "Ask for 2 roles, 30 min each" })).toBeVisible();
});

for (const [how, options] of [
  ["with script", {}],
  ["without script", plain],
] as const) {
  test(`${how}: a favourite stands first in the form, on the way to it and on home`, async ({ as }) => {
    const role = { set: "OrdersDeveloper", account: "returns-prod" };
    const what = `${role.set} in ${role.account}`;
    const page = await as(tomasz, formFor(role), options);
    const star = page.getByRole("button", { name: `Favourite: ${what}` });
    await expect(star).toHaveAttribute("aria-pressed", "false");
    await star.click();
    await expect(star).toHaveAttribute("aria-pressed", "true");
    await page.goto(formFor({ set: "DatabaseReader", account: role.account }));
    await expect(page.getByRole("navigation", { name: "Role" }).getByRole("listitem").first()).toContainText(
      role.set,
    );
    for (const address of [paths.newRequest(), paths.home()]) {
      await page.goto(address);
      await expect(page.getByRole("link", { name: `Ask for 1 h: ${what}` })).toBeVisible();
    }
    await star.click();
    await expect(star).toHaveCount(0);
  });
}
