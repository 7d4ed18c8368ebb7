import { consoleLink } from "#lib/core/console-link.ts";
import { paths } from "#lib/paths.ts";
import { sendRequest } from "./fixtures/asking.ts";
import { forward } from "./fixtures/clock.ts";
import { letterAbout, lettersAbout, linkIn } from "./fixtures/inbox.ts";
import { people } from "./fixtures/people.ts";
import { accountId } from "./fixtures/roles.ts";
import { expectInAws, openOperations, setLatency, shiftAwsClock, standsInAws } from "./fixtures/simulator.ts";
import { expect, test } from "./fixtures/test.ts";

const { leo, priya, amara } = people;
const role = { set: "PaymentsOperator", account: "payments-prod" };
const reason = "Two payouts are stuck in the queue; I restart the worker.";
const tenMinutes = 10 * 60_000;

// What needs no trace is told after the other stories. From an AWS that takes ten minutes the worker learns to ask seldom, and others would wait for it.
test.use({ trace: "off" });

// AWS takes ten minutes over everything, so that what comes between can be looked at for as long as it takes.
test.beforeEach(() => setLatency(tenMinutes));
test.afterEach(() => setLatency(1500));

async function letAwsFinish(): Promise<void> {
  await expect.poll(openOperations, { timeout: 20_000 }).toBeGreaterThan(0);
  await shiftAwsClock(tenMinutes + 1000);
  await expect.poll(openOperations).toBe(0);
  await shiftAwsClock(-tenMinutes - 1000);
}

test("a role is asked for, approved from the letter, held, and gone when its time is over", async ({
  as,
}) => {
  test.setTimeout(90_000);
  const page = await as(leo);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Requests" }).click();
  await page.getByRole("link", { name: "Ask for a role" }).click();
  await page.getByRole("searchbox", { name: /of an account/ }).pressSequentially("payments-p");
  await page.getByRole("link", { name: role.account, exact: true }).click();
  await page.getByRole("navigation", { name: "Role" }).getByRole("link", { name: role.set }).click();
  await page.getByRole("radio", { name: "15 min" }).check();
  await page.getByLabel("Why", { exact: true }).fill(reason);
  await page.getByLabel("Ticket").fill("PAY-2214");
  const asked = await sendRequest(page);
  await expect(page.getByText(/^Pending, lapses/)).toBeVisible();

  const letter = await letterAbout(asked.number, priya, /asks for/);
  expect(letter.subject).toBe(`${leo.name} asks for ${role.set} in ${role.account} for 15 min`);
  expect(letter.text.replaceAll(/\n> /g, " ")).toContain(reason.slice(0, 40));

  const decider = await as(priya, linkIn(letter));
  await expect(decider).toHaveURL(/\/decide\?link=[0-9a-f]{16}$/);
  await expect(decider.getByRole("heading", { level: 1 })).toHaveText(
    `${leo.name} asks for ${role.set} in ${role.account} for 15 min.`,
  );
  await expect(decider.getByText(reason)).toBeVisible();
  await expect(decider.getByText("PAY-2214")).toBeVisible();
  await expect(decider.getByText("Restart, scale and look into the payment services")).toBeVisible();
  await expect(decider.getByText("PaymentsReadOnly", { exact: false }).first()).toBeVisible();
  expect(await standsInAws(leo, role)).toBe(false);
  await decider.getByRole("button", { name: "Approve for 15 min" }).click();
  await expect(decider).toHaveURL(asked.path);

  const grant = page.getByRole("region", { name: "The grant" });
  const opens = page.getByRole("link", { name: "Open console" });
  await expect(grant.getByText("AWS has not shown it yet")).toBeVisible({ timeout: 20_000 });
  await expect.poll(openOperations).toBeGreaterThan(0);
  expect(await standsInAws(leo, role)).toBe(false);
  await page.reload();
  await expect(grant).toContainText("Granting");
  await expect(opens).toHaveCount(0);

  await letAwsFinish();
  await expectInAws(leo, role, true);
  await expect(grant.getByText("Seen in AWS since")).toBeVisible({ timeout: 30_000 });
  await expect(grant.getByRole("timer")).toContainText("left");
  await expect(opens).toHaveAttribute(
    "href",
    consoleLink("https://halden.awsapps.com/start", {
      accountId: accountId(role.account),
      permissionSetName: role.set,
    }),
  );
  await page.getByText("For the command line").click();
  await expect(grant.getByText(`sso_account_id = ${accountId(role.account)}`)).toBeVisible();
  await expect(grant.getByText(`sso_role_name = ${role.set}`)).toBeVisible();
  await page.goto(paths.home());
  await expect(
    page.getByRole("link", { name: `Open console: ${role.set} in ${role.account}` }),
  ).toBeVisible();
  linkIn(await letterAbout(asked.number, leo, /is active until/));

  await page.goto(asked.path);
  await forward(15);
  await expect(grant.getByText(/Gatehouse is taking it\s+away/)).toBeVisible({ timeout: 30_000 });
  await expect.poll(openOperations).toBeGreaterThan(0);
  expect(await standsInAws(leo, role)).toBe(true);
  await expect(grant).not.toContainText("Absence seen");
  expect((await lettersAbout(asked.number, leo)).some(({ subject }) => subject.includes("has ended"))).toBe(
    false,
  );

  await letAwsFinish();
  await expectInAws(leo, role, false);
  await expect(grant.getByText("Absence seen", { exact: true })).toBeVisible({ timeout: 30_000 });
  await expect(opens).toHaveCount(0);
  linkIn(await letterAbout(asked.number, leo, /has ended/));

  const auditor = await as(amara, paths.audit({ request: `R-${asked.number}` }));
  const events = auditor.getByRole("main").getByRole("listitem");
  for (const step of [
    "asked",
    "said yes",
    "began granting",
    "saw it present in AWS",
    "began removing",
    "saw it gone",
  ]) {
    await expect(events.getByText(step, { exact: true }), step).toHaveCount(1);
  }
});
