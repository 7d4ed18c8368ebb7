import type { Page } from "@playwright/test";
import { buildGroups } from "#demo/seed/organisation/groups.ts";
import { paths } from "#lib/paths.ts";
import { expectAccessible } from "./fixtures/accessibility.ts";
import { rows, unsettled } from "./fixtures/database.ts";
import { people } from "./fixtures/people.ts";
import { goRight, goWrong } from "./fixtures/simulator.ts";
import { expect, test } from "./fixtures/test.ts";

// Each of its three reads takes as long as AWS's rates make it.
test.describe.configure({ timeout: 300_000 });
test.afterEach(goRight);

const { marit } = people;
const groups = buildGroups();

/** The groups that AWS still answers with: less than half of them, with more than half of all memberships. */
const left = groups
  .toSorted((one, other) => other.size - one.size)
  .slice(0, 15)
  .concat(groups.filter(({ displayName }) => displayName.startsWith("gatehouse-")));

async function newestRun(): Promise<string | undefined> {
  const [run] = await rows<{ id: string }>("select id from sync_run order by asked_at desc, id desc limit 1");
  return run?.id;
}

/** Does what has AWS read, sees how far it is, and answers when the page shows that it has ended. */
async function readBy(page: Page, act: () => Promise<void>): Promise<void> {
  const main = page.getByRole("main");
  const progress = main.getByRole("heading", { name: "AWS is being read" });
  const before = await newestRun();
  await act();
  await expect.poll(newestRun).not.toBe(before);
  await expect(progress).toBeVisible({ timeout: 15_000 });
  await expect(main.getByRole("progressbar").first()).toBeVisible({ timeout: 15_000 });
  await expect(main.getByText("A read is under way.").first()).toBeVisible();
  await expect.poll(unsettled, { timeout: 75_000 }).toBe(0);
  await expect(progress).toBeHidden({ timeout: 15_000 });
}

test("an answer with most groups gone changes nothing until an administrator takes it for true", {
  tag: "@full",
}, async ({ as }) => {
  const page = await as(marit, paths.status());
  const main = page.getByRole("main");
  const readAgain = () => main.getByRole("button", { name: "Read again" }).click();
  const expectGroups = async (stored: number) => {
    await page.goto(paths.groups());
    await expect(main.getByText(`${stored} groups.`)).toBeVisible();
    await page.goto(paths.status());
  };
  const answer = left.map(({ id, displayName }) => ({
    GroupId: id,
    DisplayName: displayName,
    IdentityStoreId: "d-9067642ac7",
  }));

  await goWrong({ kind: "answer", operation: "ListGroups", body: { Groups: answer } });
  await readBy(page, readAgain);
  const refused = main.getByText(`was refused: it saw ${left.length} of ${groups.length} groups.`);
  await expect(refused).toBeVisible();
  await expectGroups(groups.length);
  await expectAccessible(page, "the status after a read that was refused");

  const opens = main.getByRole("button", { name: "Accept this collapse" });
  const dialog = page.getByRole("dialog");
  await opens.click();
  await expect(dialog).toContainText(`${groups.length - left.length} of ${groups.length} groups are gone?`);
  await expectAccessible(page, "the question before a collapse is accepted");
  await dialog.getByRole("button", { name: "Keep what is stored" }).click();
  await expect(dialog).toBeHidden();
  await opens.click();
  await readBy(page, () => dialog.getByRole("button", { name: "Accept and read again" }).click());
  await expect(refused).toBeHidden();
  await expectGroups(left.length);

  await goRight();
  await readBy(page, readAgain);
  await expectGroups(groups.length);
  await main.getByRole("link", { name: "Every read" }).click();
  await expect(page).toHaveURL(paths.syncRuns());
  const reads = main.getByRole("table", { name: "Reads of AWS" }).locator("tbody tr");
  await expect(reads.nth(0)).toContainText("complete");
  await expect(reads.nth(1)).toContainText(`accepted: ${left.length} of ${groups.length} groups`);
  await expect(reads.nth(2)).toContainText(`only ${left.length} groups where ${groups.length} were known`);
  for (const place of [0, 1, 2]) await expect(reads.nth(place)).toContainText(marit.name);
});
