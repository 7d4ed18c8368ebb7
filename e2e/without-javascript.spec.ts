import { paths } from "#lib/paths.ts";
import { ask, sendRequest } from "./fixtures/asking.ts";
import { rows } from "./fixtures/database.ts";
import { decisionLink } from "./fixtures/inbox.ts";
import { people, signedInAs } from "./fixtures/people.ts";
import { accountId, formFor } from "./fixtures/roles.ts";
import { expectInAws } from "./fixtures/simulator.ts";
import { expect, test } from "./fixtures/test.ts";

const { ines, leo, jonas, tomasz } = people;
const plain = { javaScriptEnabled: false };

test("signing in and out works without script", async ({ as }) => {
  const page = await as(tomasz, paths.grants(), plain);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Grants");
  await signedInAs(page, tomasz.name).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL("/sign-in");
  await page.goto(paths.grants());
  await expect(page).toHaveURL(/\/sign-in\?returnTo=/);
});

test("asking works without script; a refused form keeps what was typed", async ({ as }) => {
  const page = await as(tomasz, "/requests/new?q=orders", plain);
  await page.getByRole("link", { name: "orders-prod", exact: true }).click();
  await page.getByRole("navigation", { name: "Role" }).getByRole("link", { name: "OrdersDeveloper" }).click();
  await expect(page).toHaveURL(new RegExp(`account=${accountId("orders-prod")}`));
  const reason = "A shipment label is wrong for every parcel.\nI repair the template.";
  await page.getByLabel("Why", { exact: true }).fill(reason);
  await page.getByLabel("Ticket").fill("ORD-88");
  await page.getByRole("radio", { name: "Other" }).check();
  await page.getByLabel("other, in minutes").fill("999");
  await page.getByRole("button", { name: /^Ask/ }).click();

  await expect(page.getByRole("alert")).toContainText("The request was not sent.");
  await expect(page.getByRole("group", { name: "For how long" })).toHaveAccessibleDescription(
    /Ask for at most 4 h/,
  );
  await expect(page.getByLabel("Why", { exact: true })).toHaveValue(reason);
  await expect(page.getByLabel("Ticket")).toHaveValue("ORD-88");
  await expect(page.getByLabel("other, in minutes")).toHaveValue("999");
  await expect(page.getByRole("radio", { name: "Other" })).toBeChecked();

  await page.getByLabel("other, in minutes").fill("45");
  await page.getByRole("button", { name: /^Ask/ }).click();
  await expect(page).toHaveURL(/\/requests\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("blockquote").filter({ hasText: "I repair the template." })).toBeVisible();
  await expect(page.getByText("45 min of at most 4 h")).toBeVisible();

  await page.getByRole("button", { name: /^Withdraw/ }).click();
  await expect(page.getByText("Cancelled").first()).toBeVisible();
  await expect(page.getByText(/^Withdrawn,/)).toBeVisible();
});

test("deciding works without script; a no without a comment is refused with words at the field", async ({
  as,
}) => {
  const page = await as(ines);
  const asked = await ask(
    page,
    { set: "DatabaseReader", account: "fraud-prod" },
    60,
    "Looking at two blocked cards.",
  );
  const decider = await as(jonas, await decisionLink(asked.number, jonas), plain);
  const note = decider.getByLabel(`Note to ${ines.name}`);
  await decider.getByRole("button", { name: "Deny" }).click();
  await expect(note).toHaveAccessibleDescription(/Say why not/);
  await expect(decider.getByRole("heading", { level: 1 })).toContainText(
    `${ines.name} asks for DatabaseReader`,
  );
  const undecided = await rows("select 1 from request where number = $1 and state = 'pending'", [
    asked.number,
  ]);
  expect(undecided).toHaveLength(1);

  await note.fill("Ask the fraud team first.");
  await decider.getByRole("button", { name: "Deny" }).click();
  await expect(decider).toHaveURL(asked.path);
  await expect(decider.getByText("Denied").first()).toBeVisible();
  await expect(
    decider.getByRole("blockquote").filter({ hasText: "Ask the fraud team first." }),
  ).toBeVisible();
});

test("a role is approved for a shorter time, held and ended without script", async ({ as }) => {
  test.setTimeout(60_000);
  const role = { set: "DatabaseReader", account: "payouts-prod" };
  const page = await as(leo, formFor(role, 60), plain);
  await page.getByLabel("Why", { exact: true }).fill("Reading three payouts.");
  const asked = await sendRequest(page);
  const decider = await as(jonas, await decisionLink(asked.number, jonas), plain);
  await decider.getByRole("button", { name: "Approve for 30 min" }).click();
  await expect(decider).toHaveURL(asked.path);
  await expectInAws(leo, role, true);
  await expect(async () => {
    await page.goto(asked.path);
    await expect(page.getByRole("link", { name: "Open console" })).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 20_000 });
  const [grant] = await rows(
    "select extract(epoch from g.ends_at - g.starts_at)::int as seconds from access_grant g join request r on r.id = g.request_id where r.number = $1",
    [asked.number],
  );
  expect(grant).toEqual({ seconds: 30 * 60 });

  await page.getByRole("button", { name: /^End now/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "End now" }).click();
  await expectInAws(leo, role, false);
  await expect(async () => {
    await page.goto(asked.path);
    await expect(page.getByText("Ended early by you").first()).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 20_000 });
});
