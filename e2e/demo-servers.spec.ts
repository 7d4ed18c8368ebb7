import AxeBuilder from "@axe-core/playwright";
import { demo } from "./fixtures/demo.ts";
import { expect, test } from "./fixtures/test.ts";

test("the console answers", async ({ request }) => {
  expect((await request.get("/api/health/live")).status()).toBe(200);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`the demo's own pages can be read by everybody, ${colorScheme}, at 360 px`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 360, height: 740 });
    const { inbox, simulator } = demo();
    for (const address of [inbox, `${inbox}/clock`, simulator, `${simulator}/watch`]) {
      await page.goto(address);
      // The page for watching renews itself; the page beside it, which has the same and more, does not.
      const renewsItself = address.endsWith("/watch") ? ["meta-refresh"] : [];
      const { violations } = await new AxeBuilder({ page }).disableRules(renewsItself).analyze();
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

  test("AWS is made to refuse one operation, and to answer again", async ({ page }) => {
    await page.goto(demo().simulator);
    await page.locator("summary", { hasText: "AWS refuses" }).click();
    const form = page.locator("details[open] form");
    await form.getByLabel("Operation").fill("TagResource");
    await form.getByRole("button", { name: "Make it so" }).click();
    const wrong = page.getByRole("list", { name: "What goes wrong" });
    await expect(wrong).toContainText("TagResource");
    await wrong.getByRole("button", { name: "Clear" }).click();
    await expect(wrong).toContainText("is over");
  });
});
