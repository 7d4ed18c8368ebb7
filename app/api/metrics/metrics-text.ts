import { Counter, Gauge, Registry } from "prom-client";
import { lagBoundsSeconds } from "#lib/core/removal-lag.ts";
import type { EngineMetrics, Labelled } from "#lib/queries/engine-metrics.ts";

/**
 * The figures as Prometheus reads them. They are made anew for every answer: what counts is kept in Postgres, not in this process.
 * @param places how many operations may be open at once
 */
export async function metricsText(
  figures: EngineMetrics,
  places: number,
): Promise<{ body: string; contentType: string }> {
  const registry = new Registry();
  addNow(registry, figures, places);
  addBudgets(registry, figures);
  addCounted(registry, figures);
  const body = `${await registry.metrics()}${lagHistogram(figures.counts)}`;
  return { body, contentType: registry.contentType };
}

/** Names are said without the product's, which each of them begins with. */
const called = (name: string) => `gatehouse_${name}`;

/** How things stand at this moment. */
function addNow(registry: Registry, figures: EngineMetrics, places: number): void {
  const registers = [registry];
  const gauge = (name: string, help: string, value: number | null) => {
    if (value !== null) new Gauge({ name: called(name), help, registers }).set(value);
  };
  const gauges = (name: string, help: string, labelName: string, rows: readonly Labelled[]) => {
    const made = new Gauge({ name: called(name), help, labelNames: [labelName], registers });
    for (const { label, value } of rows) made.set({ [labelName]: label }, value);
  };
  const { health } = figures;
  gauge("overdue_removals", "Accesses that should be gone and are not.", health.overdueRemovals);
  gauge(
    "oldest_overdue_removal_seconds",
    "How long ago the access ended that should be gone longest and is not.",
    health.overdueRemovalSeconds,
  );
  gauge("due_lag_seconds", "How long the oldest due assignment has waited for a worker.", figures.dueSeconds);
  gauge(
    "worker_heartbeat_age_seconds",
    "Since a worker last showed itself alive; +Inf when none is known.",
    health.heartbeatSeconds ?? Number.POSITIVE_INFINITY,
  );
  gauge(
    "catalogue_age_seconds",
    "Since AWS was last read in full; not there before the first time.",
    health.syncSeconds,
  );
  gauge(
    "draining",
    "1 while nothing is granted because an administrator said so.",
    figures.isDraining ? 1 : 0,
  );
  gauge(
    "aws_clock_ahead_seconds",
    "AWS's clock less the database's; not there before an answer has told.",
    figures.awsAheadSeconds,
  );
  gauge("operation_places", "How many operations may be open in AWS at once.", places);
  gauge("letters_queued", "Letters that wait to be sent.", figures.letters);
  gauge("webhook_deliveries_waiting", "Webhook deliveries that wait.", figures.webhooks.waiting);
  gauge(
    "webhook_oldest_waiting_seconds",
    "How long the webhook delivery has waited that waits longest.",
    figures.webhooks.oldestSeconds,
  );
  gauge(
    "webhooks_off",
    "Webhooks that are switched off because they answered that they are gone.",
    figures.webhooks.off,
  );
  gauges("grants", "Grants that are not over, by state.", "state", figures.grants);
  gauges(
    "assignments_waiting",
    "Ledger rows that are not at rest for good, by what they wait for.",
    "for",
    figures.waits,
  );
  gauges("open_operations", "Operations open in AWS, by kind.", "kind", figures.operations);
  gauges("alarms", "Alarms that stand, by kind.", "kind", figures.alarms);
}

/** What AWS lets us call, in its budgets. */
function addBudgets(registry: Registry, { budgets }: EngineMetrics): void {
  const registers = [registry];
  const left = new Gauge({
    name: called("aws_budget_left_calls"),
    help: "Calls that may start at this moment.",
    labelNames: ["budget", "part"],
    registers,
  });
  const full = new Gauge({
    name: called("aws_budget_full_calls"),
    help: "Calls that may start when nothing was called for a while.",
    labelNames: ["budget", "part"],
    registers,
  });
  const share = new Gauge({
    name: called("aws_budget_share"),
    help: "The share of its full rate at which a budget fills up; below 1 after AWS has throttled.",
    labelNames: ["budget"],
    registers,
  });
  for (const budget of budgets) {
    const { name } = budget;
    left.set({ budget: name, part: "shared" }, Math.max(0, budget.shared));
    left.set({ budget: name, part: "reserve" }, Math.max(0, budget.reserve));
    full.set({ budget: name, part: "shared" }, budget.sharedBurst);
    full.set({ budget: name, part: "reserve" }, budget.reserveBurst);
    share.set({ budget: name }, budget.share);
  }
}

/** What happened since the database was made. */
function addCounted(registry: Registry, { counts, budgets }: EngineMetrics): void {
  const counters = (name: string, help: string, labelName: string, rows: readonly Labelled[]) => {
    const made = new Counter({ name: called(name), help, labelNames: [labelName], registers: [registry] });
    for (const { label, value } of rows) made.inc({ [labelName]: label }, value);
  };
  const counted = (name: string) => counts.filter((one) => one.name === name);
  counters("aws_calls_total", "Calls to AWS, by operation.", "operation", counted("aws_call"));
  counters(
    "aws_faults_total",
    "Calls to AWS that gave no usable answer, by what went wrong.",
    "kind",
    counted("aws_fault"),
  );
  counters(
    "assignment_faults_total",
    "Steps of an assignment that failed, by what went wrong; own: an error of Gatehouse.",
    "kind",
    counted("assignment_fault"),
  );
  counters(
    "late_creates_total",
    "Assignments that landed after their end and were taken away.",
    "kind",
    counted("late_create"),
  );
  counters(
    "webhook_delivered_total",
    "Webhook deliveries that were taken, by webhook.",
    "hook",
    counted("hook_delivered"),
  );
  counters(
    "webhook_failed_total",
    "Tries of a webhook delivery that failed, by webhook.",
    "hook",
    counted("hook_failed"),
  );
  counters(
    "aws_budget_calls_total",
    "Calls that a budget let through.",
    "budget",
    budgets.map(({ name, calls }) => ({ label: name, value: calls })),
  );
  counters(
    "aws_budget_throttled_total",
    "Calls that AWS throttled all the same.",
    "budget",
    budgets.map(({ name, throttled }) => ({ label: name, value: throttled })),
  );
}

/** The library counts observations itself; these were counted by the workers. */
function lagHistogram(counts: EngineMetrics["counts"]): string {
  const name = called("removal_lag_seconds");
  const countOf = (label: string) =>
    counts.find((one) => one.name === "removal_lag" && one.label === label)?.value ?? 0;
  return [
    `# HELP ${name} From the end of a grant until its absence was seen.`,
    `# TYPE ${name} histogram`,
    ...lagBoundsSeconds.map((bound) => `${name}_bucket{le="${bound}"} ${countOf(String(bound))}`),
    `${name}_bucket{le="+Inf"} ${countOf("count")}`,
    `${name}_sum ${countOf("sum")}`,
    `${name}_count ${countOf("count")}`,
    "",
  ].join("\n");
}
