import { type BudgetOf, budgetOf } from "#lib/aws/budgets.ts";
import { connectAws } from "#lib/aws/connect.ts";
import { FIRST_USUAL_MS } from "#lib/core/pauses.ts";
import { sharedAllowance } from "#lib/operations/shared-allowance.ts";
import { loop, Waker } from "#worker/loop.ts";
import { assignmentPool } from "#worker/pool.ts";
import { workerOrders } from "../engine-words.ts";

/** The worker's engine and nothing else of it, until it is killed. */
const { slots, limits, ...settings } = workerOrders.parse(JSON.parse(process.argv[2] ?? ""));
const actor = { kind: "worker", workerId: `bench-${process.pid}` } as const;
const anyNumber = { perSecond: 100_000, burst: 100_000 };
const unlimited: BudgetOf = (service) => ({
  name: `bench-${service}`,
  shared: anyNumber,
  reserve: anyNumber,
});
const aws = await connectAws({
  ...settings,
  budgetOf: limits === "aws" ? budgetOf : unlimited,
  allowance: sharedAllowance,
});
const waker = new Waker();
const pool = assignmentPool(
  actor,
  { aws, instanceArn: settings.instanceArn, maxOpenOperations: slots, pace: { usualMs: FIRST_USUAL_MS } },
  () => waker.wake("grants"),
);
process.on("disconnect", () => process.exit(0));
process.send?.({ isReady: true });
await loop(
  { name: "assignments", everyMs: 2_000, wakesOn: ["grants"], run: (now) => pool.sweep({ actor, now }) },
  waker,
  new AbortController().signal,
);
