import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { z } from "zod";
import type { AwsService } from "#lib/aws/aws-fault.ts";
import { budgetOf } from "#lib/aws/budgets.ts";
import { callFloor } from "#lib/core/catalogue/call-floor.ts";
import { sizesOf } from "#lib/operations/sync/sizes.fixture.ts";
import { type SyncStage, setSyncStage } from "./sync-stage.ts";

/**
 * Reads a generated organisation twice from the simulated AWS, with AWS's rate limits in force and the product's own budgets: the first read ever,
 * which is a thorough one, and an hour later a routine one of an unchanged organisation. The simulator's clock may run faster than the wall's,
 * and the budgets with it; reading is told in the simulator's seconds, writing in the wall's.
 */
const count = z.coerce.number().int().positive();
const { speed, ...size } = z
  .object({
    accounts: count,
    sets: count,
    groups: count,
    people: count,
    pairs: count,
    seed: count,
    speed: count,
  })
  .parse(
    parseArgs({
      args: process.argv.slice(3),
      options: {
        accounts: { type: "string", default: "1000" },
        sets: { type: "string", default: "100" },
        groups: { type: "string", default: "300" },
        people: { type: "string", default: "3000" },
        pairs: { type: "string", default: "10000" },
        seed: { type: "string", default: "1" },
        speed: { type: "string", default: "5" },
      },
    }).values,
  );

const stage = await setSyncStage({ size, speed });
try {
  const state = await stage.truth();
  const first = await stage.read();
  const firstFloor = callFloor(sizesOf(state, []), { depth: "thorough", shareOfDay: 0 });
  await stage.passMinutes(60);
  const before = await rowsWritten(stage);
  const second = await stage.read();
  const secondRunWrites = (await rowsWritten(stage)) - before;
  const shareOfDay = await shareOfDayBetween(stage, first.runId, second.runId);
  const routineFloor = callFloor(sizesOf(state, state.assignments), { depth: "routine", shareOfDay });
  const seconds = first.readingSeconds * speed + first.writingSeconds;
  const routineSeconds = second.readingSeconds * speed + second.writingSeconds;
  const figures = {
    calls: first.calls,
    floor: sum(firstFloor),
    ratio: (first.calls / sum(firstFloor)).toFixed(3),
    throttled: first.throttled + second.throttled,
    seconds: seconds.toFixed(1),
    floorSeconds: floorSeconds(firstFloor).toFixed(1),
    changed: first.changed,
    secondRunWrites,
    writingSeconds: first.writingSeconds.toFixed(1),
    peakMemoryMb: Math.max(first.peakMemoryMb, second.peakMemoryMb).toFixed(0),
    routineCalls: second.calls,
    routineFloor: sum(routineFloor),
    routineRatio: (second.calls / sum(routineFloor)).toFixed(3),
    routineSeconds: routineSeconds.toFixed(1),
    routineFloorSeconds: floorSeconds(routineFloor).toFixed(1),
    accounts: size.accounts,
    speed,
    cores: availableParallelism(),
  };
  console.log(
    `bench sync: ${Object.entries(figures)
      .map(([name, value]) => `${name}=${value}`)
      .join(" ")}`,
  );
} finally {
  await stage.strike();
}

function sum(floor: Readonly<Record<string, number>>): number {
  return Object.values(floor).reduce((total, calls) => total + calls, 0);
}

/** How long the floor's calls take at the rate that background reads may use: the slowest budget's time, for they run side by side. */
function floorSeconds(floor: Readonly<Record<string, number>>): number {
  const byBudget = new Map<string, number>();
  for (const [name, calls] of Object.entries(floor)) {
    const [service = "", operation = ""] = name.split(":");
    const budget = budgetOf(serviceOf(service), operation);
    byBudget.set(budget.name, (byBudget.get(budget.name) ?? 0) + calls / budget.shared.perSecond);
  }
  return Math.max(...byBudget.values());
}

function serviceOf(name: string): AwsService {
  return z.enum(["sso-admin", "identitystore", "organizations"]).parse(name);
}

/** Rows written so far to the catalogue, its history, its summaries and its search, by Postgres's own statistics. */
async function rowsWritten({ sql }: SyncStage): Promise<number> {
  // A connection's last figures are counted when it has ended.
  for (let open = 1; open > 0; ) {
    const [row] = await sql<{ open: number }>(
      "select count(*)::int as open from pg_stat_activity where usename = 'gatehouse_worker' and datname = current_database()",
    );
    open = row?.open ?? 0;
  }
  const [row] = await sql<{ rows: number }>(`
    select sum(n_tup_ins + n_tup_upd + n_tup_del)::int as rows from pg_stat_user_tables
    where relname ~ '^(organisation|organisational_unit|account|permission_set|identity_group|person|membership|provisioned_permission_set|assignment)(_past)?$'
       or relname ~ '_summary$' or relname = 'search_entry'`);
  return row?.rows ?? 0;
}

/** The part of a day that had its turn in the second run. */
async function shareOfDayBetween({ sql }: SyncStage, first: string, second: string): Promise<number> {
  const [row] = await sql<{ share: number }>(
    `select (extract(epoch from b.reads_since - a.reads_since) / 86400)::float8 as share
     from sync_run a, sync_run b where a.id = $1 and b.id = $2`,
    [first, second],
  );
  return row?.share ?? 0;
}
