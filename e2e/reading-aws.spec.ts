import type { Page } from "@playwright/test";
import { buildGroups } from "#demo/seed/organisation/groups.ts";
import { paths } from "#lib/paths.ts";
import { expectAccessible } from "./fixtures/accessibility.ts";
import { rows, unsettled } from "./fixtures/database.ts";
import { people } from "./fixtures/people.ts";
import { goRight, goWrong } from "./fixtures/simulator.ts";
import { expect, test } from "./fixtures/test.ts";

const { marit } = people;
const groups = buildGroups();

/** The groups that AWS still answers with: less than half of them, with more than half of all memberships. */
const left = groups
  .toSorted((one, other) => other.size - one.size)
  .slice(0, 15)
  .concat(groups.filter(({ displayName }) => displayName.startsWith("gatehouse-")));

test.afterEach(goRight);

async function newestRun(): Promise<string | undefined> {
  const [run] = await rows<{ id: string }>("select id from sync_run order by asked_at desc, id desc limit 1");
  return run?.id;
}

/** Does what has AWS read, and answers when a new read has ended. */
async function readBy(act: () => Promise<void>): Promise<void> {
  const before = await newestRun();
  await act();
  await expect.poll(newestRun).not.toBe(before);
  await expect.poll(unsettled, { timeout: 75_000 }).toBe(0);
}

const askFor = (page: Page) => page.getByRole("button", { name: "Read again" }).click();

test("a read that was asked for shows how far it is, ends by itself, and stands among the reads", async ({
  as,
}) => {
  test.setTimeout(120_000);
  await goWrong({ kind: "slow", operation: "ListUsers", delayMs: 4000, times: 1 });
  const page = await as(marit, paths.status());
  const main = page.getByRole("main");
  const progress = main.getByRole("heading", { name: "AWS is being read" });
  await readBy(async () => {
    await askFor(page);
    await expect(progress).toBeVisible({ timeout: 15_000 });
    await expect(main.getByRole("progressbar").first()).toBeVisible();
    await expect(main.getByText("A read is under way.")).toBeVisible();
  });
  await expect(progress).toBeHidden({ timeout: 15_000 });
  await main.getByRole("link", { name: "Every read" }).click();
  const newest = main.getByRole("table", { name: "Reads of AWS" }).locator("tbody tr").first();
  await expect(newest).toContainText("complete");
  await newest.getByRole("link", { name: marit.name }).click();
  await expect(page).toHaveURL(new RegExp(`by=${marit.id}`));
  await expect(newest).toContainText(marit.name);
});

test("an answer with most groups gone changes nothing until an administrator takes it for true", async ({
  as,
}) => {
  test.setTimeout(300_000);
  const page = await as(marit, paths.status());
  const main = page.getByRole("main");
  const body = {
    Groups: left.map(({ id, displayName }) => ({
      GroupId: id,
      DisplayName: displayName,
      IdentityStoreId: "d-9067642ac7",
    })),
  };
  await goWrong({ kind: "answer", operation: "ListGroups", body });
  await readBy(() => askFor(page));
  const refused = main.getByText(`was refused: it saw ${left.length} of ${groups.length} groups.`);
  await expect(refused).toBeVisible({ timeout: 15_000 });
  await page.goto(paths.groups());
  await expect(main.getByText(`${groups.length} groups.`)).toBeVisible();

  await page.goto(paths.status());
  await expectAccessible(page, "the status after a read that was refused");
  const opens = main.getByRole("button", { name: "Accept this collapse" });
  const dialog = page.getByRole("dialog");
  await opens.click();
  await expect(dialog).toContainText(`${groups.length - left.length} of ${groups.length} groups are gone?`);
  await expectAccessible(page, "the question before a collapse is accepted");
  await dialog.getByRole("button", { name: "Keep what is stored" }).click();
  await expect(dialog).toBeHidden();
  await opens.click();
  await readBy(() => dialog.getByRole("button", { name: "Accept and read again" }).click());
  await expect(refused).toBeHidden({ timeout: 15_000 });
  await page.goto(paths.syncRuns());
  await expect(main.locator("tbody tr").first()).toContainText(
    `accepted: ${left.length} of ${groups.length} groups`,
  );
  await page.goto(paths.groups());
  await expect(main.getByText(`${left.length} groups.`)).toBeVisible();

  await goRight();
  await page.goto(paths.status());
  await readBy(() => askFor(page));
  await page.goto(paths.groups());
  await expect(main.getByText(`${groups.length} groups.`)).toBeVisible();
});
