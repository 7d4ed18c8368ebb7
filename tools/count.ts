import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";
import type { Step } from "./steps.ts";

/** How many passed and failed. */
export interface Count {
  readonly passed: number;
  readonly failed: number;
}

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});
const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
});

/**
 * Counts a step: the runner's own figures, or one check. A step that failed counts at least one failure, whatever its report says.
 * @param step the step
 * @param succeeded whether its command ended well
 */
export function countOf(step: Step, succeeded: boolean): Count {
  const { passed, failed } = step.counts ? reported(step.counts) : { passed: succeeded ? 1 : 0, failed: 0 };
  return { passed, failed: succeeded ? failed : Math.max(failed, 1) };
}

function reported({ by, report }: NonNullable<Step["counts"]>): Count {
  if (!existsSync(report)) return { passed: 0, failed: 1 };
  const content: unknown = JSON.parse(readFileSync(report, "utf8"));
  switch (by) {
    case "vitest": {
      const { numPassedTests, numFailedTests, testResults } = vitestReport.parse(content);
      // A file that could not be loaded has no tests to count.
      const unloaded = testResults.filter(
        ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
      );
      return { passed: numPassedTests, failed: numFailedTests + unloaded.length };
    }
    case "playwright": {
      const { stats } = playwrightReport.parse(content);
      return { passed: stats.expected, failed: stats.unexpected + stats.flaky };
    }
  }
}
