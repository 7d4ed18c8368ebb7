import { consoleLink } from "#lib/core/console-link.ts";
import { paths } from "#lib/paths.ts";
import { expectAccessible } from "./fixtures/accessibility.ts";
import { approve, hold, sendRequest } from "./fixtures/asking.ts";
import { rows } from "./fixtures/database.ts";
import { letterAbout, linkIn } from "./fixtures/inbox.ts";
import { people } from "./fixtures/people.ts";
import { accountId, setArn } from "./fixtures/roles.ts";
import { expectInAws, standsInAws } from "./fixtures/simulator.ts";
import { expect, test } from "./fixtures/test.ts";

const { leo, ines, priya, marit } = people;
const phone = { viewport: { width: 390, height: 844 } };
const portal = "https://halden.awsapps.com/start";

test("an engineer has more time by phone, and what is agreed is one window", async ({ as }) => {
  test.setTimeout(120_000);
  const role = { set: "AWSReadOnlyAccess", account: "returns-prod" };
  const reason = "Following a return through the queues.";
  const { asked } = await hold(as, { person: leo, role, approver: priya, reason });

  const page = await as(leo, paths.home(), phone);
  await page.getByRole("link", { name: `Extend: ${role.set} in ${role.account}` }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    `More time for ${role.set} in ${role.account}`,
  );
  await expect(page.getByLabel("Why", { exact: true })).toHaveValue(reason);
  await expectAccessible(page, "the form for more time");
  await page.getByRole("radio", { name: "Other" }).check();
  await page.getByLabel("other, in minutes").fill("601");
  await page.getByRole("button", { name: "Extend" }).click();
  await expect(page.getByText("Extend it by at most 8 h: it may last 12 h in all.").first()).toBeVisible();
  await page.getByRole("radio", { name: "30 min" }).check();
  await page.getByRole("button", { name: "Extend by 30 min" }).click();
  await expect(page).toHaveURL(/\/requests\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    `${role.set} in ${role.account}, 30 min more`,
  );
  await expectAccessible(page, "a request for more time");
  const crumb = await page
    .getByText(/^R-\d+$/)
    .first()
    .textContent();
  const more = { path: new URL(page.url()).pathname, number: Number(crumb?.slice(2)) };

  const letter = await letterAbout(more.number, priya, / asks for 30 min more of /);
  expect(letter.text.replaceAll(/\s+/g, " ")).toContain(`R-${asked.number}, asked for 1 h, which runs until`);
  const decider = await as(priya, linkIn(letter));
  await expect(decider.getByRole("heading", { level: 1 })).toHaveText(
    `${leo.name} asks for ${role.set} in ${role.account} for 30 min more.`,
  );
  const rest = decider.getByRole("region", { name: "What it extends" });
  await expect(rest).toContainText(`1 h, by R-${asked.number}`);
  await expect(rest).toContainText("1 h 30 min in all");
  await expectAccessible(decider, "the decision about more time");
  await decider.getByRole("button", { name: "Approve for 15 min" }).click();
  await expect(decider).toHaveURL(more.path);

  await page.goto(paths.home());
  await expect(page.getByRole("link", { name: `Open console: ${role.set} in ${role.account}` })).toHaveCount(
    1,
  );
  const held = page.locator("tr").filter({ hasText: role.account });
  const window = held.getByRole("img", { name: /^From .* to / });
  const [times] = await rows<{ began: string; ends: string }>(
    `select to_char(min(g.starts_at) at time zone 'Europe/Oslo', 'HH24:MI') as began, to_char(max(g.ends_at) at time zone 'Europe/Oslo', 'HH24:MI') as ends
     from access_grant g join request r on r.id = g.request_id where r.number in ($1, $2)`,
    [asked.number, more.number],
  );
  await expect(window).toHaveAccessibleName(
    new RegExp(`^From .*${times?.began} to .*${times?.ends}; open sessions`),
  );
  await expect(held.getByText(/, extended$/)).toBeVisible();
  await expectAccessible(page, "home with what was extended");
  await page.goto(asked.path);
  await expect(page.getByRole("region", { name: "The grant" })).toContainText(`by R-${more.number}`);

  // An administrator's end is the end of all of it.
  const administrator = await as(marit, asked.path);
  await administrator.getByRole("button", { name: /^End now: / }).click();
  await expect(administrator.getByRole("dialog")).toContainText("The time that was to follow goes with it.");
  await administrator.getByRole("button", { name: "End now", exact: true }).click();
  await expectInAws(leo, role, false);
  await page.goto(more.path);
  await expect(page.getByText("Cancelled").first()).toBeVisible({ timeout: 20_000 });

  await page.getByRole("link", { name: `Ask again: ${role.set} in ${role.account}` }).click();
  await expect(page.getByText(`Filled in as in R-${more.number}`)).toBeVisible();
  await expect(page.getByLabel("Why", { exact: true })).toHaveValue(reason);
  await expect(page.getByRole("radio", { name: "30 min" })).toBeChecked();
});

test("a link to a role leads to its page of the console, whatever has to happen before", async ({ as }) => {
  test.setTimeout(90_000);
  const role = { set: "AWSReadOnlyAccess", account: "returns-prod" };
  const dest = "https://eu-central-1.console.aws.amazon.com/sqs/v3/home?region=eu-central-1#/queues";
  const link = paths.go(accountId(role.account), setArn(role.set), { dest });
  const console = consoleLink(
    portal,
    { accountId: accountId(role.account), permissionSetName: role.set },
    dest,
  );

  const page = await as(ines, link);
  await expect(page).toHaveURL(/\/requests\/new\?/);
  await expect(page.getByText(dest)).toBeVisible();
  await page.getByLabel("Why", { exact: true }).fill("A queue of returns stands still.");
  const asked = await sendRequest(page);
  await page.goto(link);
  await expect(page).toHaveURL(asked.path);
  await expect(page.getByText(dest)).toBeVisible();

  // Nobody leaves for AWS in a test: what its portal is asked for is what counts.
  const portalAsked: string[] = [];
  await page.context().route(`${portal}/**`, async (route) => {
    portalAsked.push(route.request().url());
    await route.fulfill({ contentType: "text/html", body: "<!doctype html><title>The portal</title>" });
  });
  await approve(as, asked, priya);
  await page.goto(link);
  await page.waitForURL(`${portal}/**`, { timeout: 30_000 });
  expect(page.url()).toBe(console);
  expect(portalAsked.length).toBeGreaterThan(0);
  expect(await standsInAws(ines, role)).toBe(true);

  await page.goto(asked.path);
  await expect(page.getByRole("link", { name: "Open console" })).toHaveAttribute("href", console);
  const letter = await letterAbout(asked.number, ines, /is active until/);
  expect(letter.html).toContain("Open console");
  expect(new URL(linkIn(letter)).pathname + new URL(linkIn(letter)).search).toBe(link);

  const elsewhere = link.replace(
    encodeURIComponent("console.aws.amazon.com"),
    "console.aws.amazon.com.evil.example",
  );
  const answer = await page.request.get(elsewhere, { maxRedirects: 0 });
  expect(answer.headers().location).toBe(
    consoleLink(portal, { accountId: accountId(role.account), permissionSetName: role.set }),
  );
});
