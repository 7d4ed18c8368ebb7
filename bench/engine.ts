import pg from "pg";
import { setup } from "#demo/postgres/testing/test-cluster.ts";
import { closeDb, db } from "#lib/db/client.ts";
import { claimDue, nextDueAt } from "#lib/db/ledger.ts";
import { readNow } from "#lib/db/now.ts";
import { attachDueGrants } from "#lib/operations/attach-due-grants.ts";
import { writePast } from "./engine-rows.ts";
import { type EngineStage, setEngineStage } from "./engine-stage.ts";
import type { Standing } from "./engine-words.ts";
import { percentile } from "./statistics.ts";

/**
 * The grant engine: how long after its end a removal is sent, when nothing else is to do and when 200 end at once, with AWS's limits lifted so that
 * our own share is left; how long 1,000 overdue removals take within AWS's limits, against what the limits allow; how long until a killed worker's
 * rows go on; and what a sweep costs beside a long past.
 */
const DRAINED = 1_000;
const LATENCY_MS = 1_500;
const SLOTS = 12;
const AWS_PER_SECOND = 20;
/** A removal that goes well: the delete, one question whether it is done, one look. */
const CALLS_A_REMOVAL = 3;

const keyOf = (one: Standing) => `${one.accountId} ${one.permissionSetArn} ${one.personId}`;
const seconds = (ms: number) => ms / 1_000;
const inSeconds = (from: Date, count: number) => new Date(from.getTime() + count * 1_000);

/** How long after its end each delete reached AWS, in milliseconds. */
function lagsOf(
  stage: EngineStage,
  deletes: readonly (Standing & { at: Date })[],
  endsAt: (index: number) => Date,
) {
  const first = new Map<string, number>();
  for (const one of deletes)
    first.set(keyOf(one), Math.min(one.at.getTime(), first.get(keyOf(one)) ?? Infinity));
  return stage.standing.map((one, index) => (first.get(keyOf(one)) ?? Infinity) - endsAt(index).getTime());
}

/** Grants that end at these moments, with AWS's limits lifted and so many workers. */
async function ownShare(count: number, workers: number, spreadSeconds: number) {
  const stage = await setEngineStage({
    standing: count,
    accounts: 2 * count,
    latencyMs: 0,
    rateLimits: false,
  });
  const begins = inSeconds(new Date(), 3 + workers);
  const endsAt = (index: number) => inSeconds(begins, (index * spreadSeconds) / count);
  await stage.hold(endsAt);
  await Promise.all(Array.from({ length: workers }, () => stage.startWorker("none", count)));
  const { deletes } = await stage.until(0);
  const lags = lagsOf(stage, deletes, endsAt);
  await stage.strike();
  return { p50: percentile(lags, 0.5), p99: percentile(lags, 0.99), last: percentile(lags, 1) };
}

async function drain() {
  const stage = await setEngineStage({
    standing: DRAINED,
    accounts: 200,
    latencyMs: LATENCY_MS,
    rateLimits: true,
  });
  const now = new Date();
  await stage.hold((index) => inSeconds(now, -3_600 + index));
  const began = performance.now();
  await stage.startWorker("aws", SLOTS);
  const { calls } = await stage.until(0);
  const took = seconds(performance.now() - began);
  await stage.strike();
  const byCalls = (DRAINED * CALLS_A_REMOVAL) / AWS_PER_SECOND;
  const byPlaces = (DRAINED * seconds(LATENCY_MS)) / SLOTS;
  const made = Object.values(calls).reduce((sum, count) => sum + count, 0);
  return { took, floor: Math.max(byCalls, byPlaces), made };
}

/** From the kill of the only worker, with removals in hand, until everything is gone. */
async function recovery() {
  const stage = await setEngineStage({ standing: 40, accounts: 80, latencyMs: LATENCY_MS, rateLimits: true });
  const now = new Date();
  await stage.hold(() => now);
  const first = await stage.startWorker("aws", SLOTS);
  await stage.until(stage.standing.length - 1);
  first.kill("SIGKILL");
  const killed = performance.now();
  await stage.startWorker("aws", SLOTS);
  await stage.until(0);
  const took = seconds(performance.now() - killed);
  await stage.strike();
  return took;
}

async function sweepBesidePast(grants: number) {
  const stage = await setEngineStage({ standing: 1_000, accounts: 200, latencyMs: 0, rateLimits: false });
  await stage.hold((index) => inSeconds(new Date(), 3_600 + index));
  await writePast(stage.owner, grants);
  process.env.DATABASE_URL = stage.urls.worker;
  const actor = { kind: "worker", workerId: "bench" } as const;
  const times: number[] = [];
  for (let round = 0; round < 200; round += 1) {
    const now = await readNow();
    const began = performance.now();
    await attachDueGrants({ actor, now }, "arn");
    await claimDue(db(), actor.workerId, now, 12, { removals: SLOTS, creates: SLOTS - 4 });
    await nextDueAt(db(), now);
    times.push(performance.now() - began);
  }
  await closeDb();
  await stage.strike();
  return { p50: percentile(times, 0.5), p99: percentile(times, 0.99) };
}

// Instants are read as they were written.
pg.defaults.parseInputDatesAsUTC = true;
const teardown = await setup();
const idle = await ownShare(40, 1, 40);
console.log(`idle: p50 ${idle.p50} ms, p99 ${idle.p99} ms`);
const burst = await ownShare(200, 1, 1);
console.log(
  `200 ends in a second, one worker: p50 ${burst.p50} ms, p99 ${burst.p99} ms, last ${burst.last} ms`,
);
const two = await ownShare(200, 2, 1);
console.log(`… two workers: p50 ${two.p50} ms, p99 ${two.p99} ms, last ${two.last} ms`);
const four = await ownShare(200, 4, 1);
console.log(`… four workers: p50 ${four.p50} ms, p99 ${four.p99} ms, last ${four.last} ms`);
const recovered = await recovery();
console.log(`recovery after a kill: ${recovered.toFixed(1)} s`);
const drained = await drain();
console.log(
  `${DRAINED} overdue: ${drained.took.toFixed(1)} s of ${drained.floor.toFixed(1)} s, ${drained.made} calls`,
);
const sweep = await sweepBesidePast(Number(process.env.BENCH_PAST ?? 1_000_000));
console.log(`a sweep: p50 ${sweep.p50.toFixed(1)} ms, p99 ${sweep.p99.toFixed(1)} ms`);
await teardown();
console.log(
  `bench engine: idleP50=${idle.p50} idleP99=${idle.p99} burstP50=${burst.p50} burstP99=${burst.p99} twoWorkersP99=${two.p99} fourWorkersP99=${four.p99} ` +
    `drainSeconds=${drained.took.toFixed(1)} drainFloor=${drained.floor.toFixed(1)} drainRatio=${(drained.took / drained.floor).toFixed(2)} ` +
    `drainCalls=${drained.made} recoverySeconds=${recovered.toFixed(1)} sweepP50=${sweep.p50.toFixed(1)} sweepP99=${sweep.p99.toFixed(1)}`,
);
