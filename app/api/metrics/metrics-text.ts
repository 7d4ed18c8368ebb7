import { Counter, Gauge, Registry } from "prom-client";
import type { EngineMetrics } from "#lib/queries/engine-metrics.ts";

/**
 * The figures as Prometheus reads them. They are made anew for every answer: what counts is kept in Postgres, not in this process.
 * @param places how many operations may be open at once
 */
export async function metricsText(
  figures: EngineMetrics,
  places: number,
): Promise<{ body: string; contentType: string }> {
  const registry = new Registry();
  const registers = [registry];
  const gauge = (name: string, help: string, value: number) =>
    new Gauge({ name: `gatehouse_${name}`, help, registers }).set(value);
  const gauges = (
    name: string,
    help: string,
    labelName: string,
    rows: readonly { label: string; value: number }[],
  ) => {
    const made = new Gauge({ name: `gatehouse_${name}`, help, labelNames: [labelName], registers });
    for (const { label, value } of rows) made.set({ [labelName]: label }, value);
  };
  const counters = (
    name: string,
    help: string,
    labelName: string,
    rows: readonly { label: string; value: number }[],
  ) => {
    const made = new Counter({ name: `gatehouse_${name}`, help, labelNames: [labelName], registers });
    for (const { label, value } of rows) made.inc({ [labelName]: label }, value);
  };
  const counted = (name: string) => figures.counts.filter((one) => one.name === name);
  const { health } = figures;

  gauge(
    "overdue_removals",
    "Grants whose end is reached and whose absence was not seen yet.",
    figures.overdue,
  );
  gauge(
    "oldest_overdue_removal_seconds",
    "How long ago the access ended that should be gone longest and is not.",
    health.overdueRemovalSeconds,
  );
  gauge("due_lag_seconds", "How long the oldest due assignment has waited for a worker.", figures.dueSeconds);
  gauge(
    "worker_heartbeat_age_seconds",
    "Since a worker last showed itself alive; -1 when none ever did.",
    health.heartbeatSeconds ?? -1,
  );
  gauge(
    "catalogue_age_seconds",
    "Since AWS was last read in full; -1 before the first time.",
    health.syncSeconds ?? -1,
  );
  gauge(
    "draining",
    "1 while nothing is granted because an administrator said so.",
    figures.isDraining ? 1 : 0,
  );
  gauge("aws_clock_ahead_seconds", "AWS's clock less the database's.", figures.awsAheadSeconds);
  gauge("operation_places", "How many operations may be open in AWS at once.", places);
  gauge("letters_queued", "Letters that wait to be sent.", figures.letters[0]?.value ?? 0);
  gauges("grants", "Grants that are not over, by state.", "state", figures.grants);
  gauges(
    "assignments_waiting",
    "Ledger rows that are not at rest for good, by what they wait for.",
    "for",
    figures.waits,
  );
  gauges("open_operations", "Operations open in AWS, by kind.", "kind", figures.operations);
  gauges("alarms", "Alarms that stand, by kind.", "kind", figures.alarms);
  counters(
    "aws_faults_total",
    "AWS calls that gave no usable answer, by kind of fault.",
    "kind",
    counted("aws_fault"),
  );
  counters(
    "late_creates_total",
    "Assignments that landed after their end and were taken away.",
    "kind",
    counted("late_create"),
  );
  counters(
    "aws_budget_calls_total",
    "Calls that a budget let through.",
    "budget",
    figures.budgets.map(({ name, calls }) => ({ label: name, value: calls })),
  );
  counters(
    "aws_budget_throttled_total",
    "Calls that AWS throttled all the same.",
    "budget",
    figures.budgets.map(({ name, throttled }) => ({ label: name, value: throttled })),
  );
  const body = `${await registry.metrics()}${lagHistogram(counted("removal_lag"))}`;
  return { body, contentType: registry.contentType };
}

/** The library counts observations itself; these were counted by the workers. */
function lagHistogram(counts: readonly { label: string; value: number }[]): string {
  const name = "gatehouse_removal_lag_seconds";
  const countOf = (label: string) => counts.find((one) => one.label === label)?.value ?? 0;
  const bounds = counts
    .filter(({ label }) => label !== "sum" && label !== "count")
    .toSorted((one, other) => Number(one.label) - Number(other.label));
  return [
    `# HELP ${name} From the end of a grant until its absence was seen.`,
    `# TYPE ${name} histogram`,
    ...bounds.map(({ label, value }) => `${name}_bucket{le="${label}"} ${value}`),
    `${name}_bucket{le="+Inf"} ${countOf("count")}`,
    `${name}_sum ${countOf("sum")}`,
    `${name}_count ${countOf("count")}`,
    "",
  ].join("\n");
}
