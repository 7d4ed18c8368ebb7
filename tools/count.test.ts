import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { countOf } from "./count.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gatehouse-count-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function step(by: "vitest" | "playwright", content?: object) {
  const report = join(folder, "report.json");
  if (content) writeFileSync(report, JSON.stringify(content));
  return { name: "a step", command: [], counts: { by, report } };
}

const unloaded = { status: "failed", assertionResults: [] };
const ran = { status: "passed", assertionResults: [{}, {}] };

test.each([
  ["a check that went well", { name: "Types", command: [], counts: null }, true, { passed: 1, failed: 0 }],
  ["a check that did not", { name: "Types", command: [], counts: null }, false, { passed: 0, failed: 1 }],
] as const)("%s", (_, check, succeeded, expected) => {
  expect(countOf(check, succeeded)).toEqual(expected);
});

test("vitest's own count, with a file that could not be loaded as one failure", () => {
  const report = { numPassedTests: 2, numFailedTests: 0, testResults: [ran, unloaded] };
  expect(countOf(step("vitest", report), false)).toEqual({ passed: 2, failed: 1 });
});

test("Playwright's own count, in which a story that passed at the second try has failed", () => {
  const stats = { expected: 4, unexpected: 1, flaky: 1 };
  expect(countOf(step("playwright", { stats }), false)).toEqual({ passed: 4, failed: 2 });
});

test("a runner that ended badly has failed, whatever its report says or whether there is one", () => {
  expect(countOf(step("vitest"), false)).toEqual({ passed: 0, failed: 1 });
  expect(countOf(step("vitest"), true)).toEqual({ passed: 0, failed: 1 });
  const report = { numPassedTests: 2, numFailedTests: 0, testResults: [ran] };
  expect(countOf(step("vitest", report), false)).toEqual({ passed: 2, failed: 1 });
});
