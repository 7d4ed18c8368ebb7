import { defineConfig } from "@playwright/test";
import { chromiumArguments, findChromium } from "./e2e/fixtures/chromium.ts";
import { demo, stackVariable } from "./e2e/fixtures/demo.ts";

const { executablePath, env } = await findChromium();

export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  globalSetup: "./e2e/fixtures/stack.ts",
  workers: 1,
  retries: 0,
  forbidOnly: true,
  outputDir: "test-results",
  reporter: [["line"], ["json", { outputFile: ".gatehouse-reports/stories.json" }]],
  use: {
    // The workers read this file after the global setup has started the demo.
    ...(process.env[stackVariable] ? { baseURL: demo().web } : {}),
    browserName: "chromium",
    launchOptions: { executablePath, args: [...chromiumArguments], env: { ...process.env, ...env } },
    // Pictures of every moment take longer than the stories.
    trace: { mode: "retain-on-failure", screenshots: false, snapshots: true, sources: true },
    locale: "en-GB",
    timezoneId: "Europe/Oslo",
  },
});
