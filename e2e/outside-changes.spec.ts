import type { Page } from "@playwright/test";
import { paths } from "#lib/paths.ts";
import { momentNow } from "./fixtures/clock.ts";
import { changeInAws } from "./fixtures/others-in-aws.ts";
import { people } from "./fixtures/people.ts";
import { accountId } from "./fixtures/roles.ts";
import { standsInAws } from "./fixtures/simulator.ts";
import { expect, test } from "./fixtures/test.ts";

const { marit, tomasz } = people;
const role = { set: "PaymentsOperator", account: "partner-api-staging" };
const account = accountId(role.account);

test.afterEach(async () => {
  if (await standsInAws(tomasz, role)) await changeInAws("take", tomasz, role);
});

async function readAgain(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Read again" }).click();
  await expect(page.getByRole("main").getByText(/^Read \d+ s ago: \d+ rows? changed/)).toBeVisible({
    timeout: 20_000,
  });
}

test("what others change in AWS is seen within seconds, told as drift, and the state before stays known", async ({
  as,
}) => {
  test.setTimeout(90_000);
  const page = await as(marit, paths.account(account, { view: "people", q: "tomasz" }));
  const main = page.getByRole("main");
  const ofTomasz = main.getByRole("row").filter({ hasText: tomasz.name });
  await expect(main.getByText("Nobody reaches it like that.")).toBeVisible();
  await expect(ofTomasz).toHaveCount(0);
  const before = await momentNow();

  await changeInAws("give", tomasz, role);
  await readAgain(page);
  await expect(ofTomasz).toContainText(role.set);

  await main.getByRole("navigation", { name: "Account" }).getByRole("link", { name: "Changes" }).click();
  const given = `${tomasz.name} was given ${role.set} in ${role.account}`;
  await expect(main.getByRole("row").filter({ hasText: given }).first()).toContainText("Drift");
  await page.goto(paths.changes({ drift: "1", account }));
  await expect(main.getByRole("row").filter({ hasText: given }).first()).toContainText("Drift");

  await page.goto(paths.account(account, { asOf: before }));
  await expect(main.getByText("As it was on")).toBeVisible();
  await expect(main.getByRole("table").first()).toBeVisible();
  await expect(ofTomasz).toHaveCount(0);
  await page.goto(paths.account(account, { asOf: await momentNow() }));
  await expect(ofTomasz).toContainText(role.set);

  await changeInAws("take", tomasz, role);
  await page.goto(paths.person(tomasz.id, { view: "changes" }));
  await readAgain(page);
  const lost = `${tomasz.name} lost ${role.set} in ${role.account}`;
  await expect(main.getByRole("row").filter({ hasText: lost }).first()).toContainText("Drift");
});
