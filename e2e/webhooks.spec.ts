import { z } from "zod";
import { paths } from "#lib/paths.ts";
import { expectAccessible } from "./fixtures/accessibility.ts";
import { ask } from "./fixtures/asking.ts";
import { demo } from "./fixtures/demo.ts";
import { people } from "./fixtures/people.ts";
import { expect, test } from "./fixtures/test.ts";

// Axe reads every element, and a trace would keep each of them again.
test.use({ trace: "off" });

const { tomasz, marit, amara } = people;

const posted = z.array(
  z.object({ event: z.string(), delivery: z.string(), isSigned: z.boolean(), body: z.string() }),
);

/** What the demo's receiver got about a request. */
async function told(number: number) {
  const answer = await fetch(`${demo().inbox}/webhooks/api`);
  return posted.parse(await answer.json()).filter(({ body }) => body.includes(`"number":${number},`));
}

test("what happens is told to the demo's webhook, and an administrator has it sent again", async ({ as }) => {
  test.setTimeout(120_000);
  const page = await as(tomasz);
  const asked = await ask(
    page,
    { set: "OrdersDeveloper", account: "returns-prod" },
    60,
    "Returns <!channel> are *stuck*.",
  );
  await expect.poll(async () => (await told(asked.number)).length, { timeout: 20_000 }).toBe(1);
  const [first] = await told(asked.number);
  expect(first).toMatchObject({ event: "request.asked", isSigned: true });
  expect(first?.body).toContain("Returns <!channel> are *stuck*.");
  await page.getByRole("button", { name: /^Withdraw/ }).click();
  await expect.poll(async () => (await told(asked.number)).length, { timeout: 20_000 }).toBe(2);

  const auditor = await as(amara, paths.webhooks());
  await expect(auditor.getByRole("table", { name: "Webhooks" })).toContainText("demo");
  const row = auditor
    .getByRole("row")
    .filter({ hasText: `R-${asked.number}, OrdersDeveloper in returns-prod` });
  await expect(row.filter({ hasText: "request.asked" })).toContainText("Delivered");
  await expectAccessible(auditor, "webhooks with deliveries");
  await auditor.getByRole("link", { name: "Given up" }).click();
  await expect(auditor).toHaveURL(paths.webhooks({ state: "given_up" }));
  await expect(row).toHaveCount(0);

  const delivery = paths.webhookDelivery(first?.delivery ?? "");
  await auditor.goto(delivery);
  await expect(auditor.getByRole("region", { name: "The beginning of the answer" })).toContainText("Taken");
  await expect(auditor.getByRole("button", { name: "Send again" })).toHaveAccessibleDescription(
    /^Administrators may/,
  );

  const administrator = await as(marit, delivery);
  await expect(administrator.getByRole("region", { name: "The body that was sent" })).toContainText(
    `"number": ${asked.number}`,
  );
  await expectAccessible(administrator, "a delivery");
  await administrator.getByRole("button", { name: "Send again" }).click();
  await expect.poll(async () => (await told(asked.number)).length, { timeout: 20_000 }).toBe(3);
  const again = (await told(asked.number)).filter((one) => one.delivery === first?.delivery);
  expect(new Set(again.map(({ body }) => body)).size).toBe(1);
  await expect(administrator.getByText("Tries").locator("..")).toContainText("2", { timeout: 20_000 });
});

test("members see nothing of webhooks, not even that there are any", async ({ as, expects404 }) => {
  const page = await as(tomasz);
  for (const path of [paths.webhooks(), paths.webhookDelivery("8f3b1f5e-4a63-4a54-9a5c-0f8f3f6f2a11")]) {
    expects404(path);
    expect((await page.goto(path))?.status()).toBe(404);
  }
});
