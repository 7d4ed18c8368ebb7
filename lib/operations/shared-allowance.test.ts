import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createRateLimits } from "#demo/aws/rate-limits.ts";
import { createTestDatabase, type TestDatabase } from "#demo/postgres/testing/create-test-database.ts";
import { buildOrganisation } from "#demo/seed/organisation/organisation.ts";
import { type Budget, budgetOf } from "#lib/aws/budgets.ts";
import { type AwsConnection, connectAws } from "#lib/aws/connect.ts";
import { personStatus } from "#lib/aws/person-status.ts";
import { readGroups } from "#lib/aws/reads/groups.ts";
import { collect, startSimulatedAws } from "#lib/aws/simulated-aws.fixture.ts";
import type { Lane } from "#lib/aws/take-token.ts";
import { closeDb } from "#lib/db/client.ts";
import { sharedAllowance } from "./shared-allowance.ts";

const { instance, region, users } = buildOrganisation();
const settings = { region, instanceArn: instance.arn, identityStoreId: instance.identityStoreId };
const [anybody = { id: "" }] = users;
/** Fills up so slowly that nothing does while a test runs. */
const slow: Budget = {
  name: "slow",
  shared: { perSecond: 0.01, burst: 1 },
  reserve: { perSecond: 0.01, burst: 1 },
};

let database: TestDatabase;
let owner: pg.Client;
let simulated: Awaited<ReturnType<typeof startSimulatedAws>>;
const workers: AwsConnection[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  owner = new pg.Client({ connectionString: database.urls.owner });
  await owner.connect();
});
beforeEach(async () => {
  process.env.DATABASE_URL = database.urls.worker;
  await owner.query("delete from aws_budget");
  simulated = await startSimulatedAws({ rateLimits: true });
});
afterEach(async () => {
  for (const worker of workers.splice(0)) worker.close();
  await simulated.close();
});
afterAll(async () => {
  await closeDb();
  await owner.end();
  await database.drop();
});

/** A worker of its own: a queue and a connection to AWS that it shares with nobody. */
async function startWorker(): Promise<AwsConnection> {
  const worker = await connectAws({ ...settings, budgetOf, allowance: sharedAllowance });
  workers.push(worker);
  return worker;
}

/** Waits for the turn of so many calls, and notes when each came. */
async function wait(
  worker: AwsConnection,
  times: number,
  lane: Lane,
  cameAtMs: number[] = [],
): Promise<void> {
  const call = { service: "identitystore", operation: "DescribeUser", lane } as const;
  const turns = Array.from({ length: times }, async () => {
    await worker.limiter.turn(call);
    cameAtMs.push(performance.now());
  });
  await Promise.all(turns);
}

/** Asks for one call; whether it may not start for a second and more. */
async function mustWait(lane: Lane): Promise<boolean> {
  const { taken, waitMs } = await sharedAllowance.take(slow, lane, 1);
  expect(taken === 1 ? waitMs === 0 : waitMs > 1_000).toBe(true);
  return taken === 0;
}

function throttled(worker: AwsConnection): number {
  return [...worker.limiter.counts().values()].reduce((sum, count) => sum + count.throttled, 0);
}

describe("two workers at once", () => {
  test("stay below AWS's own limit, whatever they ask for", async () => {
    const [one, other] = [await startWorker(), await startWorker()];
    const cameAtMs: number[] = [];
    await Promise.all([
      wait(one, 30, "background", cameAtMs),
      wait(other, 30, "background", cameAtMs),
      wait(one, 12, "removal", cameAtMs),
      wait(other, 12, "interactive", cameAtMs),
    ]);
    const limits = createRateLimits();
    const refused = cameAtMs.filter((atMs) => !limits.admits("identitystore", "DescribeUser", atMs));
    expect(cameAtMs).toHaveLength(84);
    expect(refused).toEqual([]);
  });

  test("let the removals of one go before the flood of the other", async () => {
    const [flooding, removing] = [await startWorker(), await startWorker()];
    const readAtMs: number[] = [];
    const flood = wait(flooding, 60, "background", readAtMs);
    await wait(removing, 24, "removal");
    const reads = readAtMs.length;
    await flood;
    // The burst that was there before the first removal asked, and at most a call for every few removals.
    expect(reads).toBeLessThanOrEqual(5 + 24 / 4);
  });
});

describe("a call that has to wait", () => {
  test.each([
    ["removal", "background"],
    ["removal", "interactive"],
    ["interactive", "background"],
  ] as const)("in the lane %s goes before one in the lane %s of another worker", async (urgent, other) => {
    expect(await mustWait(urgent)).toBe(false);
    expect(await mustWait(urgent)).toBe(false);
    expect(await mustWait(urgent)).toBe(true);
    await owner.query("update aws_budget set shared = 1");
    expect(await mustWait(other)).toBe(true);
    expect(await mustWait(urgent)).toBe(false);
  });

  test("gives way for no longer than the urgent one may be expected to ask again", async () => {
    for (const _ of [1, 2, 3]) await sharedAllowance.take(slow, "removal", 1);
    await owner.query("update aws_budget set shared = 1, removal_waits_until = clock_timestamp()");
    expect(await mustWait("background")).toBe(false);
  });

  test("is one of as many as may start together", async () => {
    const burst = { ...slow, name: "burst", shared: { perSecond: 0.01, burst: 3 } };
    expect(await sharedAllowance.take(burst, "background", 2)).toEqual({ taken: 2, waitMs: 0 });
    expect(await sharedAllowance.take(burst, "removal", 5)).toEqual({ taken: 2, waitMs: 0 });
  });

  test("in the background never touches the reserve", async () => {
    expect(await mustWait("background")).toBe(false);
    expect(await mustWait("background")).toBe(true);
    expect(await mustWait("removal")).toBe(false);
  });
});

describe("when AWS throttles in spite of the budget", () => {
  test("a background read slows down and finishes, with few throttled answers", async () => {
    // A quarter of what it documents, a third of the budget.
    simulated.simulator.set({ clockSpeed: 0.25 });
    const worker = await startWorker();
    const lists = await Promise.all(Array.from({ length: 50 }, () => collect(readGroups(worker))));
    expect(lists.every((groups) => groups.length > 0)).toBe(true);
    expect(throttled(worker)).toBeGreaterThan(0);
    expect(throttled(worker)).toBeLessThanOrEqual(15);
    const { rows } = await owner.query(
      "select throttled::int, slowed_to from aws_budget where name = 'identitystore'",
    );
    expect(rows).toEqual([{ throttled: throttled(worker), slowed_to: expect.any(Number) }]);
  });

  test("answers of one moment halve the rate once, and after two minutes it is whole again", async () => {
    await sharedAllowance.take(slow, "background", 1);
    const share = async () => {
      const { rows } = await owner.query<{ share: number }>(
        "select round(aws_budget_share(slowed_to, throttled_at)::numeric, 1)::float8 as share from aws_budget where name = 'slow'",
      );
      return rows[0]?.share;
    };
    for (const _ of [1, 2, 3]) await sharedAllowance.throttled(slow);
    expect(await share()).toBe(0.5);
    await owner.query("update aws_budget set throttled_at = clock_timestamp() - interval '2 seconds'");
    await sharedAllowance.throttled(slow);
    expect(await share()).toBe(0.3);
    await owner.query("update aws_budget set throttled_at = clock_timestamp() - interval '2 minutes'");
    expect(await share()).toBe(1);
  });
});

test("a call that cannot ask the budget is not sent and says so; the next one goes on", async () => {
  const worker = await startWorker();
  const away = new URL(database.urls.worker);
  away.port = "1";
  process.env.DATABASE_URL = away.href;
  const fault = { kind: "unbudgeted", mayHaveHappened: false };
  await expect(personStatus(worker, anybody.id, { lane: "removal" })).rejects.toMatchObject(fault);
  expect(simulated.simulator.calls("identitystore:DescribeUser")).toBe(0);
  process.env.DATABASE_URL = database.urls.worker;
  expect(await personStatus(worker, anybody.id, { lane: "removal" })).toBeTruthy();
});
