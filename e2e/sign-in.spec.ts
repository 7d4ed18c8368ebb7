import type { Page } from "@playwright/test";
import { rows } from "./fixtures/database.ts";
import { strangers } from "./fixtures/organisation.ts";
import { choosePerson, people, signedInAs, signIn, signOut } from "./fixtures/people.ts";
import { expect, test } from "./fixtures/test.ts";

const { tomasz, viktor } = people;

async function newestSession(personId: string): Promise<string | undefined> {
  const [session] = await rows<{ id: string }>(
    "select id from session where person_id = $1 order by created_at desc limit 1",
    [personId],
  );
  return session?.id;
}

async function trySignIn(page: Page, name: string): Promise<void> {
  await page.goto("/");
  await page.getByRole("button", { name: "Sign in with Halden" }).click();
  await choosePerson(page, name);
}

async function expectRefused(page: Page, code: string, sentence: RegExp): Promise<void> {
  await expect(page.getByRole("heading", { level: 1, name: "You are not signed in" })).toBeVisible();
  await expect(page).toHaveURL(`/sign-in/refused?code=${code}`);
  await expect(page.getByRole("alert").filter({ hasText: sentence })).toBeVisible();
  await page.goto("/requests");
  await expect(page).toHaveURL(/\/sign-in\?/);
}

test("a member signs in, and the session's cookie is out of reach of scripts", async ({ page, context }) => {
  await signIn(page, tomasz);
  await expect(signedInAs(page, tomasz.name)).toBeVisible();
  const [cookie] = (await context.cookies()).filter(({ name }) => name.endsWith("gatehouse-session"));
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/" });
  expect(await page.evaluate(() => document.cookie)).not.toContain("gatehouse-session");
});

test("SES-04: signing out deletes the session, so that its cookie opens nothing any more", async ({
  page,
  context,
}) => {
  await signIn(page, tomasz);
  const session = await newestSession(tomasz.id);
  const kept = await context.cookies();
  await signOut(page, tomasz);
  expect(await rows("select from session where id = $1", [session])).toHaveLength(0);
  await context.addCookies(kept);
  await page.goto("/grants");
  await expect(page).toHaveURL("/sign-in?returnTo=%2Fgrants");
});

test("SES-01: a second sign-in in the same browser gets another session, and ends the first", async ({
  page,
  context,
}) => {
  const token = async () =>
    (await context.cookies()).find(({ name }) => name.endsWith("gatehouse-session"))?.value;
  await signIn(page, tomasz);
  const [first, firstToken] = [await newestSession(tomasz.id), await token()];
  await signOut(page, tomasz);
  await page.getByRole("button", { name: "Sign in with Halden" }).click();
  await expect(signedInAs(page, tomasz.name)).toBeVisible();
  expect(await newestSession(tomasz.id)).not.toBe(first);
  expect(await token()).not.toBe(firstToken);
});

test("a person who is disabled in the identity store is refused, with words", async ({ page }) => {
  await trySignIn(page, viktor.name);
  await expectRefused(page, "disabled", /You are disabled in IAM Identity Center/);
  expect(await newestSession(viktor.id)).toBeUndefined();
});

test("AUT-07: an account that nobody in the identity store matches is refused", async ({ page }) => {
  await trySignIn(page, strangers.unmatched.name);
  await expectRefused(page, "no-match", /Nobody in IAM Identity Center matches/);
});

test("AUT-07: an account that two people match is refused", async ({ page }) => {
  await trySignIn(page, strangers.ambiguous.name);
  await expectRefused(page, "ambiguous", /More than one person/);
});

test("AUT-07: a second account of one person is refused, once the first has signed in", async ({
  visitor,
}) => {
  const first = await visitor();
  await trySignIn(first, strangers.firstAccount.name);
  await expect(signedInAs(first, "Robin Aasen")).toBeVisible();
  const second = await visitor();
  await trySignIn(second, strangers.secondAccount.name);
  await expectRefused(second, "bound-to-another", /belongs to somebody else/);
});

test("a refused sign-in stands in the audit", async ({ page, as }) => {
  await trySignIn(page, strangers.unmatched.name);
  await expect(page).toHaveURL(/refused/);
  const amara = await as(people.amara, "/audit?action=session.refused");
  await expect(
    amara.getByRole("listitem").filter({ hasText: "was refused at sign-in" }).first(),
  ).toBeVisible();
});

test("a deep link leads to where it led, after the sign-in", async ({ page }) => {
  const deep = "/requests/new?q=orders+prod";
  await page.goto(deep);
  await expect(page).toHaveURL(`/sign-in?returnTo=${encodeURIComponent(deep).replaceAll("%20", "+")}`);
  await expect(page.getByText("You will be taken to it afterwards.")).toBeVisible();
  await page.getByRole("button", { name: "Sign in with Halden" }).click();
  await choosePerson(page, tomasz.name);
  await expect(page).toHaveURL(deep);
  await expect(page.getByRole("link", { name: "orders-prod" })).toBeVisible();
});

for (const elsewhere of [
  "https://evil.example/",
  "//evil.example/x",
  "/\\evil.example",
  "/api/auth/signout",
]) {
  test(`AUT-13: the return address ${elsewhere} is ignored`, async ({ page }) => {
    await page.goto(`/sign-in?returnTo=${encodeURIComponent(elsewhere)}`);
    await page.getByRole("button", { name: "Sign in with Halden" }).click();
    await choosePerson(page, tomasz.name);
    await expect(page).toHaveURL("/");
    await expect(signedInAs(page, tomasz.name)).toBeVisible();
  });
}

test("AUT-13: a form that names another origin to return to is not followed", async ({ page }) => {
  await page.goto("/sign-in?returnTo=%2Frequests");
  await page
    .locator("input[name=returnTo]")
    .evaluate((field) => field.setAttribute("value", "https://evil.example/"));
  await page.getByRole("button", { name: "Sign in with Halden" }).click();
  await choosePerson(page, tomasz.name);
  await expect(page).toHaveURL("/");
});
