import type { Cookie } from "@playwright/test";
import { paths } from "#lib/paths.ts";
import { expectAccessible } from "./fixtures/accessibility.ts";
import { momentNow } from "./fixtures/clock.ts";
import { rows } from "./fixtures/database.ts";
import { people } from "./fixtures/people.ts";
import { accountId, formFor, groupId, setArn } from "./fixtures/roles.ts";
import { routesWithPages } from "./fixtures/routes.ts";
import { expect, test } from "./fixtures/test.ts";

// Axe reads every element, and a trace would keep each of them again.
test.use({ trace: "off" });

const { marit, amara, leo, ines, priya } = people;
const production = accountId("payments-prod");

async function ruleId(): Promise<string> {
  const [rule] = await rows<{ id: string }>("select id from rule where name = 'Payments on call'");
  return rule?.id ?? "";
}

/** The addresses that stand for each route. A request's own page and the decision are looked at in their states below. */
const addresses: Readonly<Record<string, readonly string[] | "in its states">> = {
  "/": [paths.home()],
  "/accounts": [
    paths.accounts(),
    paths.accounts({ q: "orders", sort: "people" }),
    paths.accounts({ q: "nothing-like-it" }),
    paths.accounts({ choose: "filters", tag: "team", value: "payments" }),
  ],
  "/accounts/[id]": [
    ...["ways", "people", "sets", "grants", "about", "changes"].map((view) =>
      paths.account(production, { view }),
    ),
    paths.account(production, { asOf: "$now" }),
  ],
  "/audit": [paths.audit(), paths.audit({ action: "session.opened" })],
  "/changes": [
    paths.changes({ last: "ever" }),
    paths.changes({ from: "2026-02-31", noun: "unit" }),
    paths.changes({ asOf: "$now" }),
  ],
  "/decide": "in its states",
  "/findings": [
    paths.findings(),
    ...["orphans", "disabled", "unused-sets", "empty-groups", "idle-groups", "idle-people", "unreached"].map(
      (view) => paths.findings({ view }),
    ),
  ],
  "/go/[account]/[set]": "in its states",
  "/grants": [paths.grants(), paths.grants({ view: "all" }), paths.grants({ view: "scheduled" })],
  "/grants/[id]/extend": "in its states",
  "/groups": [paths.groups()],
  "/groups/[id]": [
    ...["reaches", "members"].map((view) => paths.group(groupId("payments-leads"), { view })),
    paths.group(groupId("payments-leads"), { asOf: "$now" }),
  ],
  "/inbox": [paths.inbox()],
  "/inbox/away": [paths.away()],
  "/people": [paths.people()],
  "/people/[id]": [
    ...["reaches", "groups", "grants"].map((view) => paths.person(priya.id, { view })),
    paths.person(priya.id, { by: "path" }),
    paths.person(priya.id, { without: groupId("payments-engineers") }),
    paths.person(priya.id, { asOf: "$now" }),
  ],
  "/permission-sets": [paths.permissionSets()],
  "/permission-sets/[id]": [
    ...["allows", "holders", "accounts", "grants", "rules"].map((view) =>
      paths.permissionSet(setArn("PaymentsOperator"), { view }),
    ),
    paths.permissionSet(setArn("PaymentsOperator"), { asOf: "$now" }),
  ],
  "/requests": [paths.requests(), paths.requests({ view: "all" }), paths.requests({ view: "decide" })],
  "/requests/[id]": "in its states",
  "/requests/new": "in its states",
  "/rules": [paths.rules()],
  "/rules/[id]": [paths.rule("$rule")],
  "/rules/[id]/edit": [paths.editRule("$rule"), paths.editRule("$rule", { as: "text" })],
  "/rules/new": [paths.newRule(), paths.newRule({ as: "text" })],
  "/rules/changes": [paths.ruleChanges()],
  "/rules/changes/[id]": "in its states",
  "/why": [
    paths.why(),
    paths.why({ person: priya.email, account: "payments-prod", set: "PaymentsOperator" }),
    paths.why({ account: "nowhere", set: "nothing" }),
  ],
  "/sessions": [paths.sessions()],
  "/tokens": [paths.tokens()],
  "/sign-in": "in its states",
  "/sign-in/refused": "in its states",
  "/status": [paths.status()],
  "/status/engine": [paths.engine()],
  "/status/webhooks": [paths.webhooks(), paths.webhooks({ state: "given_up", hook: "nowhere" })],
  "/status/webhooks/[id]": "in its states",
  "/status/runs": [paths.syncRuns(), paths.syncRuns({ depth: "thorough", state: "failed" })],
};

test("no route is left out", () => {
  expect(Object.keys(addresses).sort()).toEqual(routesWithPages());
});

// The administrator signs in once for all of them.
let cookies: Cookie[] | undefined;

for (const [route, those] of Object.entries(addresses)) {
  if (those === "in its states") continue;
  test(`${route} can be used by everybody`, async ({ as, context, page: fresh }) => {
    const page = cookies ? fresh : await as(marit);
    if (cookies) await context.addCookies(cookies);
    cookies ??= await page.context().cookies();
    for (const address of those) {
      const asked = address.replace("%24rule", await ruleId()).replace("%24now", await momentNow());
      const answer = await page.goto(asked);
      expect(answer?.status()).toBe(200);
      await expectAccessible(page, address);
    }
  });
}

test("what a member and an auditor see can be used by everybody", async ({ as }) => {
  const page = await as(ines);
  for (const address of [paths.home(), paths.requests(), paths.grants()]) {
    await page.goto(address);
    await expectAccessible(page, `${address} of a member`);
  }
  const auditor = await as(amara, paths.status());
  await expectAccessible(auditor, "/status of an auditor");
});

test("signing in and its refusal can be used by everybody", async ({ page }) => {
  for (const address of [
    "/sign-in",
    "/sign-in?returnTo=%2Frequests",
    paths.signInRefused("ambiguous"),
    paths.signInRefused("disabled"),
  ]) {
    await page.goto(address);
    await expectAccessible(page, address);
  }
});

test("asking can be used by everybody, step by step", async ({ as }) => {
  const page = await as(leo);
  for (const address of [
    paths.newRequest(),
    "/requests/new?q=nothing-like-it",
    paths.newRequest({ account: production }),
    formFor({ account: "payments-prod", set: "PaymentsOperator" }),
  ]) {
    await page.goto(address);
    await expectAccessible(page, address);
  }
  await page.getByLabel("Why", { exact: true }).fill("x");
  await page.getByRole("radio", { name: "Other" }).check();
  await page.getByLabel("other, in minutes").fill("9999");
  await page.getByRole("button", { name: /^Ask/ }).click();
  await expect(page.getByRole("alert").filter({ hasText: "The request was not sent." })).toBeVisible();
  await expectAccessible(page, "the form that was refused");
});

test("the way to a role that is not open can be used by everybody", async ({ as }) => {
  const page = await as(leo, `/go/${accountId("halden-management")}/AWSAdministratorAccess`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This role is not open to you now");
  await expectAccessible(page, "/go");
});

test("what is not there says so, in the product's look, for everybody", async ({ as, expects404 }) => {
  const page = await as(leo);
  for (const address of ["/nowhere", "/requests/00000000-0000-4000-8000-000000000000", paths.accounts()]) {
    expects404(address);
    const answer = await page.goto(address);
    expect(answer?.status(), address).toBe(404);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Nothing is here for you");
    await expect(page.getByRole("link", { name: "Go home" })).toBeVisible();
    await expectAccessible(page, address);
  }
  await page.goto(`/decide/${"z".repeat(43)}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This link leads you nowhere");
  await expectAccessible(page, "/decide with an unknown link");
});
