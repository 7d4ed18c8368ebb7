import { paths } from "#lib/paths.ts";
import { namesOfAllPages } from "./fixtures/list.ts";
import { people } from "./fixtures/people.ts";
import { expect, test } from "./fixtures/test.ts";

test("each finding opens, with as many as its tab says, and leads on to what it is about", async ({ as }) => {
  test.setTimeout(60_000);
  const page = await as(people.marit, paths.findings());
  const main = page.getByRole("main");
  const tabs = main.getByRole("navigation", { name: "Findings" }).getByRole("link");
  const found: Record<string, number> = {};
  for (const tab of await tabs.all()) {
    await tab.click();
    await expect(tab).toHaveAttribute("aria-current", "page");
    const [, name = "", says = ""] = /^(.*\D)(\d+)$/.exec((await tab.textContent()) ?? "") ?? [];
    found[name] = Number(says);
    if (says === "0") await expect(main.getByRole("table")).toHaveCount(0);
    else expect(await namesOfAllPages(page), name).toHaveLength(Number(says));
  }
  expect(Object.keys(found)).toHaveLength(8);
  expect(found).toMatchObject({ Orphans: 1, "Empty groups": 1 });

  await page.goto(paths.findings({ view: "orphans" }));
  await expect(main.getByRole("row").filter({ hasText: "warehouse-prod" })).toContainText("Person is gone");
  await main.getByRole("link", { name: "warehouse-prod" }).click();
  await expect(main.getByRole("heading", { level: 1 })).toContainText("warehouse-prod");
  await page.goto(paths.findings({ view: "empty-groups" }));
  await main.getByRole("link", { name: "retired-warehouse-team" }).click();
  await expect(main.getByRole("heading", { level: 1 })).toContainText("retired-warehouse-team");
});
