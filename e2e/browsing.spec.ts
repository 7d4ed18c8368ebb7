import { paths } from "#lib/paths.ts";
import { people } from "./fixtures/people.ts";
import { accountId, groupId, setArn } from "./fixtures/roles.ts";
import { expect, test } from "./fixtures/test.ts";

const { marit, amara, leo, priya } = people;

const readerPages = [
  paths.accounts(),
  paths.account(accountId("payments-prod")),
  paths.permissionSets(),
  paths.permissionSet(setArn("PaymentsReadOnly")),
  paths.groups(),
  paths.group(groupId("payments-leads")),
  paths.people(),
  paths.person(priya.id),
  paths.rules(),
  paths.changes(),
  paths.findings(),
  paths.syncRuns(),
  paths.audit(),
  paths.status(),
];

test("an administrator walks from the accounts to a permission set by links alone", async ({ as }) => {
  const page = await as(marit);
  const main = page.getByRole("main");
  const heading = main.getByRole("heading", { level: 1 });
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Accounts" }).click();
  await expect(heading).toHaveText("Accounts");
  await main.getByRole("searchbox").fill("payments");
  await main.getByRole("searchbox").press("Enter");
  await main.getByRole("link", { name: "payments-prod", exact: true }).click();
  await expect(heading).toContainText("payments-prod");
  await main.getByRole("link", { name: /^People/ }).click();
  await expect(main.getByRole("heading", { name: "Who can reach it" })).toBeVisible();
  await main.getByRole("searchbox").fill("priya");
  await main.getByRole("searchbox").press("Enter");
  await main.getByRole("link", { name: priya.name }).click();
  await expect(heading).toContainText(priya.name);
  await main.getByRole("link", { name: /^Groups/ }).click();
  await main.getByRole("link", { name: "payments-leads", exact: true }).click();
  await expect(heading).toContainText("payments-leads");
  await main.getByRole("link", { name: /^(Reaches|What it reaches|Ways)/ }).click();
  await main.getByRole("link", { name: "PaymentsReadOnly" }).first().click();
  await expect(heading).toContainText("PaymentsReadOnly");
  await expect(page).toHaveURL(paths.permissionSet(setArn("PaymentsReadOnly")));
});

test("who can reach an account names each person with every path", async ({ as }) => {
  const page = await as(marit, paths.account(accountId("payments-prod"), { view: "people", q: "priya" }));
  const row = page.getByRole("row").filter({ has: page.getByRole("link", { name: priya.name }) });
  await expect(row.getByRole("listitem").filter({ hasText: "through payments-engineers" })).toHaveCount(1);
  await expect(row.getByRole("listitem").filter({ hasText: "through payments-leads" })).toHaveCount(1);
});

test("a list's filter and order live in the address", async ({ as }) => {
  const page = await as(marit, paths.accounts());
  const search = page.getByRole("main").getByRole("searchbox");
  await search.fill("orders");
  await search.press("Enter");
  await expect(page).toHaveURL(/[?&]q=orders\b/);
  await page.getByRole("link", { name: "Active", exact: true }).click();
  await expect(page).toHaveURL(/[?&]state=ACTIVE\b/);
  await page.getByRole("columnheader", { name: "People" }).getByRole("link").click();
  await expect(page).toHaveURL(/[?&]sort=people\b/);
  await expect(page).toHaveURL(/[?&]q=orders\b/);

  const names = page.getByRole("main").getByRole("row").getByRole("link");
  const shown = await names.allTextContents();
  await page.goto(page.url());
  expect(await names.allTextContents()).toEqual(shown);
  await expect(page.getByRole("columnheader", { name: "People" })).toHaveAttribute("aria-sort", "descending");
  const counts = await page
    .getByRole("main")
    .locator("tbody tr")
    .evaluateAll((lines) =>
      lines.map((line) => Number(line.querySelectorAll("td")[2]?.textContent?.replace(/\D/g, ""))),
    );
  expect(counts.length).toBeGreaterThan(2);
  expect(counts).toEqual([...counts].sort((one, other) => other - one));

  await page.goBack();
  await expect(page).not.toHaveURL(/sort=people/);
});

test("WEB-04: for a member the organisation is not there: no navigation, and 404 everywhere", async ({
  as,
  expects404,
}) => {
  const page = await as(leo);
  const links = page.getByRole("navigation", { name: "Main" }).getByRole("link");
  expect((await links.allTextContents()).map((text) => text.replace(/\d+$/, ""))).toEqual([
    "Home",
    "Requests",
    "Grants",
  ]);
  for (const path of readerPages) {
    expects404(path);
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBe(404);
    await expect(page.getByRole("heading", { name: "Nothing is here for you" })).toBeVisible();
  }
});

test("an auditor reads everything, and finds nothing that changes anything", async ({ as }) => {
  const page = await as(amara);
  const readAgain = page.getByRole("button", { name: "Read again" });
  for (const path of readerPages) {
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBe(200);
    await expect(page.getByRole("main").getByRole("heading", { level: 1 })).toBeVisible();
    await expect(
      page.getByRole("main").locator("form:not([method=get])").filter({ hasNot: readAgain }),
      path,
    ).toHaveCount(0);
    await expect(
      page.getByRole("main").getByRole("button", { name: /^(End now|Approve|Deny|Withdraw)/ }),
    ).toHaveCount(0);
  }
  await expect(readAgain).toHaveAttribute("aria-disabled", "true");
  await expect(page.getByText("Administrators may.")).toBeVisible();
});

test("every catalogue page says how old what it shows is", async ({ as }) => {
  const page = await as(marit);
  for (const path of readerPages) {
    await page.goto(path);
    await expect(page.getByText(/^Read from AWS .+ ago/).first(), path).toBeVisible();
  }
});
