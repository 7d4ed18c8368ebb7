import { paths } from "#lib/paths.ts";
import { approve, ask } from "./fixtures/asking.ts";
import { rows } from "./fixtures/database.ts";
import { decisionLink, letterAbout } from "./fixtures/inbox.ts";
import { people } from "./fixtures/people.ts";
import { standsInAws } from "./fixtures/simulator.ts";
import { expect, test } from "./fixtures/test.ts";

const { ines, leo, priya, jonas } = people;

async function decisionsOf(number: number): Promise<{ decider: string; verdict: string }[]> {
  return await rows(
    "select d.decider_name as decider, d.verdict::text from decision d join request r on r.id = d.request_id where r.number = $1",
    [number],
  );
}

test("a no needs a comment; the requester's letter quotes it as text", async ({ as }) => {
  const role = { set: "DatabaseReader", account: "ledger-prod" };
  const comment =
    "Use the replica: https://wiki.halden.example/replica <b>first</b>. No need for production.";
  const page = await as(ines);
  const asked = await ask(page, role, 30, "I compare balances with http://evil.example/click-me today.");
  const decider = await as(jonas, await decisionLink(asked.number, jonas));
  await expect(decider.getByText("http://evil.example/click-me")).toBeVisible();
  await expect(decider.getByRole("link", { name: /evil\.example/ })).toHaveCount(0);

  const note = decider.getByLabel(`Note to ${ines.name}`);
  await decider.getByRole("button", { name: "Deny" }).click();
  await expect(note).toHaveAccessibleDescription(/Say why not/);
  await expect(note).toHaveAttribute("aria-invalid", "true");
  expect(await decisionsOf(asked.number)).toEqual([]);

  await note.fill(comment);
  await decider.getByRole("button", { name: "Deny" }).click();
  await expect(decider).toHaveURL(asked.path);
  expect(await decisionsOf(asked.number)).toEqual([{ decider: jonas.name, verdict: "deny" }]);

  await page.reload();
  await expect(page.getByText("Denied").first()).toBeVisible();
  await expect(page.getByRole("blockquote").filter({ hasText: comment })).toBeVisible();
  await expect(page.getByRole("link", { name: /wiki/ })).toHaveCount(0);
  expect(await standsInAws(ines, role)).toBe(false);

  const letter = await letterAbout(asked.number, ines, /said no/);
  const written = letter.text.replaceAll(/[[\]]/g, "").replaceAll(/\n> /g, " ");
  expect(written).toContain(comment);
  expect(letter.html).toContain("&lt;b&gt;");
  expect(letter.html.match(/<a\s/g)).toHaveLength(1);
  expect(letter.text).not.toContain("https://wiki");
});

test("EML-04: a withdrawn request's link says neutrally what happened", async ({ as }) => {
  const page = await as(ines);
  const asked = await ask(
    page,
    { set: "DatabaseReader", account: "payouts-prod" },
    60,
    "Comparing two payouts.",
  );
  const link = await decisionLink(asked.number, priya);
  await page.getByRole("button", { name: /^Withdraw/ }).click();
  await expect(page.getByText("Cancelled").first()).toBeVisible();

  const decider = await as(priya, link);
  await expect(decider.getByRole("heading", { level: 1 })).toHaveText("There is nothing left to decide here");
  await expect(decider.getByText(/^It was withdrawn by the requester/)).toBeVisible();
  await expect(decider.getByRole("button", { name: /Approve|Deny/ })).toHaveCount(0);
  expect(await decisionsOf(asked.number)).toEqual([]);
});

test("EML-03: a forwarded link gives another person nothing, just as an unknown one", async ({
  as,
  visitor,
}) => {
  const page = await as(leo);
  const asked = await ask(
    page,
    { set: "DatabaseReader", account: "payments-prod" },
    60,
    "Reading a ledger entry.",
  );
  const link = await decisionLink(asked.number, priya);
  const unknown = link.replace(/[^/]+$/, "A".repeat(43));

  const stranger = await as(ines, link);
  const seen = await stranger.locator("#main").innerHTML();
  await expect(stranger.getByRole("heading", { level: 1 })).toHaveText("This link leads you nowhere");
  await stranger.goto(unknown);
  await expect(stranger.getByRole("heading", { level: 1 })).toHaveText("This link leads you nowhere");
  expect(await stranger.locator("#main").innerHTML()).toBe(seen);
  expect(seen).not.toContain(leo.name);

  const nobody = await visitor();
  await nobody.goto(link);
  await expect(nobody).toHaveURL(/\/sign-in\?returnTo=/);
  expect(nobody.url()).not.toContain(link.split("/").at(-1));
  await expect(nobody.getByText(leo.name)).toHaveCount(0);
  await nobody.getByRole("button", { name: "Sign in with Halden" }).click();
  await nobody.getByRole("button", { name: people.tomasz.name }).click();
  await expect(nobody.getByRole("heading", { level: 1 })).toHaveText("This link leads you nowhere");
  expect(await nobody.locator("#main").innerHTML()).toBe(seen);
});

test("one person's unknown links do not keep another from deciding", async ({ as }) => {
  const page = await as(leo);
  const asked = await ask(
    page,
    { set: "PaymentsOperator", account: "payouts-prod" },
    60,
    "Restarting a payout.",
  );
  const link = await decisionLink(asked.number, priya);
  const stranger = await as(ines);
  for (let tries = 0; tries < 25; tries += 1) {
    await stranger.request.get(link.replace(/[^/]+$/, String(tries).padStart(43, "x")));
  }
  const decider = await as(priya, link);
  await expect(decider.getByRole("button", { name: /^Approve for/ }).first()).toBeVisible();
});

test("a double click on Approve decides once", async ({ as }) => {
  const page = await as(ines);
  const asked = await ask(
    page,
    { set: "PaymentsOperator", account: "ledger-prod" },
    15,
    "Restarting the ledger.",
  );
  const decider = await as(priya, await decisionLink(asked.number, priya));
  await decider.getByRole("button", { name: "Approve for 15 min" }).dblclick();
  await expect(decider).toHaveURL(asked.path);
  expect(await decisionsOf(asked.number)).toEqual([{ decider: priya.name, verdict: "approve" }]);
  expect(
    await rows("select 1 from access_grant g join request r on r.id = g.request_id where r.number = $1", [
      asked.number,
    ]),
  ).toHaveLength(1);
});

test("of two approvers the second is told who decided", async ({ as }) => {
  const page = await as(leo);
  const asked = await ask(
    page,
    { set: "DatabaseReader", account: "fraud-prod" },
    30,
    "Looking at a fraud case.",
  );
  const second = await as(jonas, await decisionLink(asked.number, jonas));
  const buttons = second.getByRole("button", { name: "Approve for 30 min" });
  await expect(buttons).toBeVisible();
  await approve(as, asked, priya);

  await buttons.click();
  await expect(second.getByRole("alert").filter({ hasText: `was approved by ${priya.name}` })).toBeVisible();
  await second.goto(await decisionLink(asked.number, jonas));
  await expect(second.getByText(new RegExp(`^It was approved by ${priya.name}`))).toBeVisible();
  expect(await decisionsOf(asked.number)).toEqual([{ decider: priya.name, verdict: "approve" }]);
});

test("APR-01: a lead's own request offers no decision to the lead", async ({ as }) => {
  const page = await as(priya);
  const asked = await ask(page, { set: "DatabaseReader", account: "ledger-prod" }, 30, "Checking a booking.");
  await expect(page.getByRole("button", { name: /Approve|Deny/ })).toHaveCount(0);
  await page.goto(paths.requests({ view: "decide" }));
  await expect(page.locator(`a[href="${asked.path}"]`)).toHaveCount(0);
});
