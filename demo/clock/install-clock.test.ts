import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../postgres/testing/create-test-database.ts";
import { until } from "../processes/until.ts";
import { clockAhead, installClock, productNow, shiftClock } from "./install-clock.ts";

const hourMs = 3_600_000;

let database: TestDatabase;

beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

async function as(role: "migrator" | "web" | "worker", sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: database.urls[role] });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

test("every role of the product reads the shifted time, and a second installing keeps it", async () => {
  await installClock(database.urls.owner);
  expect(await shiftClock(database.urls.owner, 60)).toBe(hourMs);
  await installClock(database.urls.owner);
  expect(await clockAhead(database.urls.owner)).toBe(hourMs);
  for (const role of ["migrator", "web", "worker"] as const) {
    const ahead = "round(extract(epoch from gatehouse_now() - clock_timestamp()))::int as ahead";
    expect(await as(role, `select ${ahead}`)).toEqual([{ ahead: 3600 }]);
  }
  expect((await productNow(database.urls.owner)).getTime()).toBeGreaterThan(Date.now() + hourMs - 60_000);
});

test.each([
  ["web", "update demo.clock set ahead = '1 day'"],
  ["worker", "select * from demo.clock"],
  [
    "migrator",
    "create or replace function gatehouse_now() returns timestamptz language sql as 'select null::timestamptz'",
  ],
  ["web", "create function public.gatehouse_then() returns int language sql as 'select 1'"],
] as const)("%s may not: %s", async (role, sql) => {
  await installClock(database.urls.owner);
  await expect(as(role, sql)).rejects.toThrow(/permission denied|must be owner/);
});

test("a session's search path does not change whose clock is read", async () => {
  await installClock(database.urls.owner);
  const planted =
    "create temp table clock (ahead interval); create function pg_temp.clock_timestamp() returns timestamptz language sql as 'select null::timestamptz';";
  const asked = `${planted} set search_path = pg_temp, public; select public.gatehouse_now() is null as fooled`;
  const client = new pg.Client({ connectionString: database.urls.web });
  await client.connect();
  const answers: unknown = await client.query(asked);
  await client.end();
  expect(answers).toMatchObject([{}, {}, {}, { rows: [{ fooled: false }] }]);
});

test("the worker hears of a shift", async () => {
  await installClock(database.urls.owner);
  const worker = new pg.Client({ connectionString: database.urls.worker });
  await worker.connect();
  const heard: unknown[] = [];
  worker.on("notification", ({ channel, payload }) => heard.push([channel, payload]));
  await worker.query("listen gatehouse");
  await shiftClock(database.urls.owner, 15);
  await until("the worker hears", 5_000, async () => heard.length > 0);
  await worker.end();
  expect(heard).toEqual([["gatehouse", "clock"]]);
});

test("the clock does not go back", async () => {
  await installClock(database.urls.owner);
  await expect(shiftClock(database.urls.owner, -15)).rejects.toThrow(/forward/);
});
