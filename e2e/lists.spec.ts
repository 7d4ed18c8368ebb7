import { z } from "zod";
import { buildAccounts } from "#demo/seed/organisation/accounts.ts";
import { unitIds } from "#demo/seed/organisation/units.ts";
import { paths } from "#lib/paths.ts";
import { leaf, namesOfAllPages, namesShown } from "./fixtures/list.ts";
import { people } from "./fixtures/people.ts";
import { expect, test } from "./fixtures/test.ts";

const { marit, amara, leo } = people;

const exportedShape = z.object({ count: z.int(), rows: z.array(z.looseObject({ name: z.string() })) });

test("a tag and a unit with everything below it leave exactly their accounts", async ({ as }) => {
  const page = await as(marit, paths.accounts());
  const main = page.getByRole("main");
  await main.getByRole("navigation", { name: "Organisational units" }).getByText("Workloads").click();
  await expect(page).toHaveURL(new RegExp(`unit=${unitIds.workloads}`));
  await main.getByRole("link", { name: "Filter", exact: true }).click();
  await main.getByRole("list", { name: "Tag", exact: true }).getByText("team", { exact: true }).click();
  await main.getByRole("list", { name: "Value of team" }).getByText("payments", { exact: true }).click();
  await expect(page).toHaveURL(/[?&]tag=team&value=payments\b/);
  await main.getByRole("link", { name: "Done" }).click();
  await expect(page).not.toHaveURL(/choose=/);

  const below: readonly string[] = [unitIds.workloads, unitIds.prod, unitIds.nonProd];
  const own = buildAccounts().filter(
    ({ parentId, tags }) => below.includes(parentId) && tags.team === "payments",
  );
  expect((await namesOfAllPages(page)).toSorted()).toEqual(own.map(({ name }) => name).toSorted());
  await expect(main.getByText(`${own.length} of 60 accounts`)).toBeVisible();
});

test("pages in an order of one's own lead on to the end and back, and can be handed on", async ({ as }) => {
  const page = await as(marit, paths.accounts({ sort: "people" }));
  const there = [await namesShown(page)];
  while (await leaf(page, "next")) there.push(await namesShown(page));
  expect(there.length).toBeGreaterThan(2);
  expect(new Set(there.flat()).size).toBe(60);

  const auditor = await as(amara, page.url());
  expect(await namesShown(auditor)).toEqual(there.at(-1));

  const back = [await namesShown(page)];
  while (await leaf(page, "prev")) back.unshift(await namesShown(page));
  expect(back).toEqual(there);
});

const filtered = {
  accounts: paths.accounts({ tag: "environment", value: "staging", sort: "people" }),
  "permission-sets": paths.permissionSets({ q: "read" }),
  groups: paths.groups({ q: "engineers" }),
  people: paths.people({ q: "ar", sort: "accounts" }),
} as const;

for (const [list, path] of Object.entries(filtered)) {
  test(`the files of the ${list} hold exactly what the pages of the filtered list show`, async ({ as }) => {
    const page = await as(marit, path);
    const main = page.getByRole("main");
    const [csv, json] = await Promise.all(
      ["CSV", "JSON"].map(async (format) => {
        const link = main.getByRole("link", { name: `Export as ${format}` });
        return await (await page.request.get((await link.getAttribute("href")) ?? "")).text();
      }),
    );
    const names = await namesOfAllPages(page);
    expect(names.length).toBeGreaterThan(3);

    const { rows, count } = exportedShape.parse(JSON.parse(json ?? ""));
    expect(rows.map(({ name }) => name)).toEqual(names);
    expect(count).toBe(names.length);
    const [head, ...lines] = (csv ?? "").trimEnd().split("\r\n");
    expect(head?.split(",")).toContain("name");
    expect(lines).toHaveLength(names.length);
    for (const [place, name] of names.entries()) expect(lines[place]).toContain(name);
  });
}

test("for a member there is no file, and nothing says that there could be", async ({ as }) => {
  const page = await as(leo);
  for (const list of [...Object.keys(filtered), "changes", "account-people", "finding-orphans"]) {
    for (const format of ["csv", "json"] as const) {
      const answer = await page.request.get(paths.exported(list, format));
      expect(answer.status(), `${list}.${format}`).toBe(404);
    }
  }
});
