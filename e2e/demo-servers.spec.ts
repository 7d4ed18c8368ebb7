import AxeBuilder from "@axe-core/playwright";
import { demo } from "./fixtures/demo.ts";
import { expect, test } from "./fixtures/test.ts";

test("the console answers", async ({ request }) => {
  expect((await request.get("/api/health/live")).status()).toBe(200);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`the inbox and the clock can be read by everybody, ${colorScheme}, at 360 px`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 360, height: 740 });
    for (const address of [demo().inbox, `${demo().inbox}/clock`]) {
      await page.goto(address);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    }
  });
}

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the clock goes forward and says how far it is ahead", async ({ page }) => {
    await page.goto(`${demo().inbox}/clock`);
    await page.getByRole("button", { name: "Forward 15 minutes" }).click();
    await expect(page.getByText("15 min ahead of this machine's")).toBeVisible();
  });
});
