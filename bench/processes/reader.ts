import { type BudgetOf, budgetOf } from "#lib/aws/budgets.ts";
import { connectAws } from "#lib/aws/connect.ts";
import { countAllChanges } from "#lib/core/catalogue/sync-progress.ts";
import { closeDb } from "#lib/db/client.ts";
import { readNow } from "#lib/db/now.ts";
import { sharedAllowance } from "#lib/operations/shared-allowance.ts";
import { syncDue } from "#lib/operations/sync-catalogue.ts";
import { type ReaderTold, readerOrders } from "../reader-words.ts";

/** One read of AWS, in a process of its own whose memory is measured. What to read comes as the only argument, as JSON. */
const { speed, ...settings } = readerOrders.parse(JSON.parse(process.argv[2] ?? ""));
const connected = await connectAws({ ...settings, budgetOf: budgetsAt(speed), allowance: sharedAllowance });
process.send?.({ isBegun: true });
const began = performance.now();
let lastCallAt = began;
const aws = {
  ...connected,
  limiter: {
    ...connected.limiter,
    turn: async (call: Parameters<typeof connected.limiter.turn>[0]) => {
      await connected.limiter.turn(call);
      lastCallAt = performance.now();
    },
  },
};
const actor = { kind: "worker", workerId: `bench-${process.pid}` } as const;
const outcome = await syncDue({ actor, now: await readNow() }, { aws, everyMinutes: 30 });
const endedAt = performance.now();
if (outcome?.kind !== "done") throw new Error(`The read did not end well: ${JSON.stringify(outcome)}`);
const told: ReaderTold = {
  runId: outcome.runId,
  calls: outcome.calls,
  changed: countAllChanges(outcome.changes),
  throttled: [...connected.limiter.counts().values()].reduce((sum, count) => sum + count.throttled, 0),
  readingSeconds: (lastCallAt - began) / 1000,
  writingSeconds: (endedAt - lastCallAt) / 1000,
  peakMemoryMb: process.resourceUsage().maxRSS / 1024,
};
process.send?.(told, () => process.disconnect());
connected.close();
await closeDb();

/** The product's own budgets, for an AWS whose seconds pass so much faster. */
function budgetsAt(times: number | null): BudgetOf {
  const anyNumber = { perSecond: 100_000, burst: 100_000 };
  return (service, operation) => {
    const budget = budgetOf(service, operation);
    if (times === null) return { name: budget.name, shared: anyNumber, reserve: anyNumber };
    const { shared, reserve } = budget;
    return {
      name: budget.name,
      shared: { ...shared, perSecond: shared.perSecond * times },
      reserve: { ...reserve, perSecond: reserve.perSecond * times },
    };
  };
}
