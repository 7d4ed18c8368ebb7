import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
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
async function startWorker(budgets = budgetOf): Promise<AwsConnection> {
  const worker = await connectAws({ ...settings, budgetOf: budgets, allowance: sharedAllowance });
  workers.push(worker);
  return worker;
}

async function look(worker: AwsConnection, times: number, lane: Lane): Promise<void> {
  await Promise.all(Array.from({ length: times }, () => personStatus(worker, anybody.id, { lane })));
}

function throttled(worker: AwsConnection): number {
  return [...worker.limiter.counts().values()].reduce((sum, count) => sum + count.throttled, 0);
}

describe("two workers at once", () => {
  test("get no throttled answer, whatever they ask for", async () => {
    const [one, other] = [await startWorker(), await startWorker()];
    await Promise.all([
      look(one, 30, "background"),
      look(other, 30, "background"),
      look(one, 12, "removal"),
      look(other, 12, "interactive"),
    ]);
    expect(throttled(one) + throttled(other)).toBe(0);
  });

  test("let the removals of one go before the flood of the other", async () => {
    const [flooding, removing] = [await startWorker(), await startWorker()];
    const flood = look(flooding, 60, "background");
    await look(removing, 24, "removal");
    const read = flooding.limiter.counts().get("identitystore:DescribeUser")?.calls ?? 0;
    await flood;
    // The burst that was there before the first removal asked, and at most a call for every few removals.
    expect(read).toBeLessThanOrEqual(5 + 24 / 4);
  });
});

describe("a call that has to wait", () => {
  test.each([
    ["removal", "background"],
    ["removal", "interactive"],
    ["interactive", "background"],
  ] as const)("in the lane %s goes before one in the lane %s of another worker", async (urgent, other) => {
    expect(await sharedAllowance.take(slow, urgent)).toBe(0);
    expect(await sharedAllowance.take(slow, urgent)).toBe(0);
    expect(await sharedAllowance.take(slow, urgent)).toBeGreaterThan(1_000);
    await owner.query("update aws_budget set shared = 1");
    expect(await sharedAllowance.take(slow, other)).toBeGreaterThan(1_000);
    expect(await sharedAllowance.take(slow, urgent)).toBe(0);
  });

  test("gives way for no longer than the urgent one may be expected to ask again", async () => {
    for (const _ of [1, 2, 3]) await sharedAllowance.take(slow, "removal");
    await owner.query("update aws_budget set shared = 1, removal_waits_until = clock_timestamp()");
    expect(await sharedAllowance.take(slow, "background")).toBe(0);
  });

  test("in the background never touches the reserve", async () => {
    expect(await sharedAllowance.take(slow, "background")).toBe(0);
    expect(await sharedAllowance.take(slow, "background")).toBeGreaterThan(1_000);
    expect(await sharedAllowance.take(slow, "removal")).toBe(0);
  });
});

describe("when AWS throttles in spite of the budget", () => {
  const twiceOfWhatAwsAllows = (): Budget => ({
    name: "identitystore",
    shared: { perSecond: 30, burst: 5 },
    reserve: { perSecond: 8, burst: 4 },
  });

  test("a background read slows down and finishes, with few throttled answers", async () => {
    const worker = await startWorker(twiceOfWhatAwsAllows);
    const lists = await Promise.all(Array.from({ length: 120 }, () => collect(readGroups(worker))));
    expect(lists.every((groups) => groups.length > 0)).toBe(true);
    expect(throttled(worker)).toBeGreaterThan(0);
    expect(throttled(worker)).toBeLessThanOrEqual(6);
    const { rows } = await owner.query(
      "select throttled::int, slowed_to from aws_budget where name = 'identitystore'",
    );
    expect(rows).toEqual([{ throttled: throttled(worker), slowed_to: expect.any(Number) }]);
  });

  test("answers of one moment halve the rate once, and after two minutes it is whole again", async () => {
    await sharedAllowance.take(slow, "background");
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
