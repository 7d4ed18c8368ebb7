import { paths } from "#lib/paths.ts";
import { expectAccessible } from "./fixtures/accessibility.ts";
import { rows } from "./fixtures/database.ts";
import { people } from "./fixtures/people.ts";
import { expect, test } from "./fixtures/test.ts";

test.use({ trace: "off" });
test.afterEach(() => rows("grant select on rule_principal to gatehouse_web"));

test("WEB-17: a page that breaks says a reference and nothing else, and goes on when it can", async ({
  as,
  expectsFailure,
}) => {
  const page = await as(people.marit);
  await rows("revoke select on rule_principal from gatehouse_web");
  expectsFailure(paths.rules());
  const answer = await page.goto(paths.rules());
  expect(answer?.status()).toBe(500);
  const main = page.getByRole("main");
  await expect(main.getByText("Something failed on our side.")).toBeVisible();
  await expect(main.getByText(/^Reference \S{6,}$/)).toBeVisible();
  expect(await answer?.text()).not.toMatch(/rule_principal|permission denied|prisma|select /i);
  await expectAccessible(page, "a page that broke");

  await rows("grant select on rule_principal to gatehouse_web");
  await main.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Rules" })).toBeVisible();
});
