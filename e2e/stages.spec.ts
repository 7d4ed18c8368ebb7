import { paths } from "#lib/paths.ts";
import { sendRequest } from "./fixtures/asking.ts";
import { rows } from "./fixtures/database.ts";
import { decisionLink, letterAbout } from "./fixtures/inbox.ts";
import { people } from "./fixtures/people.ts";
import { formFor } from "./fixtures/roles.ts";
import { expectInAws, standsInAws } from "./fixtures/simulator.ts";
import { expect, test } from "./fixtures/test.ts";

const { leo, priya, jonas, marit, tomasz } = people;

test("APR-10 a rule that agrees by itself gives the role at once, and says so everywhere", async ({ as }) => {
  const role = { set: "AWSReadOnlyAccess", account: "payments-dev" };
  const page = await as(leo);
  await page.goto(formFor(role));
  await expect(page.getByRole("region", { name: "Nobody has to agree" })).toBeVisible();
  await expect(page.getByLabel("Begin later")).toBeVisible();
  await page.getByLabel("Why", { exact: true }).fill("I compare the settings of two services.");
  const asked = await sendRequest(page);
  await expect(page.getByText("Agreed by the rule")).toBeVisible();
  await expectInAws(leo, role, true);
  await expect(page.getByRole("link", { name: "Open console" })).toBeVisible({ timeout: 20_000 });
  const letter = await letterAbout(asked.number, leo, /AWSReadOnlyAccess/);
  expect(letter.text).toContain("the rule Read outside production");
  const decisions = await rows(
    "select 1 from decision d join request r on r.id = d.request_id where r.number = $1",
    [asked.number],
  );
  expect(decisions).toEqual([]);
});

test("two stages agree one after the other, and only then is there a grant", async ({ as }) => {
  const role = { set: "AWSAdministratorAccess", account: "payments-prod" };
  const page = await as(priya);
  await page.goto(formFor(role, 30));
  await expect(page.getByRole("region", { name: "First, who can agree" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Then, who can agree" })).toBeVisible();
  await page.getByLabel("Why", { exact: true }).fill("The ledger's bus is stuck and nothing else helps.");
  await page.getByRole("button", { name: /^Ask for / }).click();
  await expect(page.getByText("A ticket is needed, such as INC-123.").first()).toBeVisible();
  await page.getByLabel("Ticket").fill("INC-4471");
  const asked = await sendRequest(page);
  await expect(page.getByRole("region", { name: "Who can agree, stage 1 of 2" })).toBeVisible();

  const first = await as(marit, await decisionLink(asked.number, marit));
  await first
    .getByRole("button", { name: /^Approve for / })
    .first()
    .click();
  await expect(first).toHaveURL(asked.path);
  await expect(first.getByText(`${marit.name} said yes`)).toBeVisible();
  await expect(first.getByRole("button", { name: /^Approve/ })).toHaveCount(0);
  expect(await standsInAws(priya, role)).toBe(false);

  const letter = await letterAbout(asked.number, jonas, /asks for/);
  expect(letter.text).toContain(`Agreed so far`);
  expect(letter.text).toContain(marit.name);
  const second = await as(jonas, await decisionLink(asked.number, jonas));
  await second
    .getByRole("button", { name: /^Approve for / })
    .first()
    .click();
  await expectInAws(priya, role, true);
  await page.reload();
  await expect(page.getByRole("region", { name: "The decisions" })).toContainText(jonas.name);
});

test("a later start is asked for in the reader's zone, and waits for it", async ({ as }) => {
  const role = { set: "AWSReadOnlyAccess", account: "orders-dev" };
  const page = await as(tomasz);
  await page.goto(formFor(role, 60));
  const zone = await page.evaluate(() => Intl.DateTimeFormat().resolvedOptions().timeZone);
  expect(zone).not.toBe("");
  await page.getByLabel("Begin later").fill("2020-01-01T10:00");
  await page.getByLabel("Why", { exact: true }).fill("I look at the queues tomorrow morning.");
  await page.getByRole("button", { name: /^Ask for / }).click();
  await expect(page.getByText("The start lies in the past.").first()).toBeVisible();
  const [moment] = await rows<{ at: string }>(
    "select to_char((gatehouse_now() + interval '1 day') at time zone $1, 'YYYY-MM-DD\"T\"HH24:MI') as at",
    [zone],
  );
  await page.getByLabel("Begin later").fill(moment?.at ?? "");
  const asked = await sendRequest(page);
  const [grant] = await rows<{ state: string; hours: number }>(
    `select g.state::text as state, round(extract(epoch from g.starts_at - gatehouse_now()) / 3600)::int as hours
     from access_grant g join request r on r.id = g.request_id where r.number = $1`,
    [asked.number],
  );
  expect(grant).toEqual({ state: "scheduled", hours: 24 });
});

test("why somebody may ask, or may not, is told rule by rule, and to a member only of themselves", async ({
  as,
}) => {
  const administrator = await as(marit, paths.rules());
  await administrator.getByRole("link", { name: "Why can somebody ask?" }).click();
  await administrator.getByLabel("Person").fill(tomasz.email);
  await administrator.getByLabel("Account").fill("payments-prod");
  await administrator.getByLabel("Role").fill("PaymentsOperator");
  await administrator.getByRole("button", { name: "Look" }).click();
  await expect(administrator.getByText(`${tomasz.name} may not ask`)).toBeVisible();
  await expect(administrator.getByText("It does not let this person ask.")).toBeVisible();

  const member = await as(
    leo,
    paths.why({ person: tomasz.email, account: "payments-prod", set: "PaymentsOperator" }),
  );
  await expect(member.locator("#main").getByText(/^You may ask for/)).toBeVisible();
  await expect(member.getByText(tomasz.name)).toHaveCount(0);
  await member.goto(paths.why({ account: "log-archive", set: "AWSAdministratorAccess" }));
  await expect(member.getByText("There is no such account, or nothing in it is for you.")).toBeVisible();
});
