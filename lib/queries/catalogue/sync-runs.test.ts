import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ADMINISTRATORS, type Stage, setStage } from "#lib/auth/testing/stage.ts";
import { failedLast } from "#lib/core/catalogue/sync-run.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { askSync } from "#lib/operations/ask-sync.ts";
import { latestRefreshes } from "./latest-refreshes.ts";
import { type SyncRunFilters, syncRunsFor } from "./sync-runs.ts";
import { latestRuns } from "./system-status.ts";
import { signedIn } from "./viewers.fixture.ts";

const RUNS = 70;

let stage: Stage;
let administrator: Viewer;
let member: Viewer;

beforeAll(async () => {
  stage = await setStage("https://login.test");
  for (const id of ["ada", "mia"]) await stage.addPerson({ id });
  await stage.sql("insert into membership (group_id, person_id) values ($1, 'ada')", [ADMINISTRATORS]);
  const sql = async (text: string, values?: unknown[]) => await stage.sql(text, values);
  administrator = await signedIn(sql, "ada");
  member = await signedIn(sql, "mia");
  // Two begin at each moment; every fifth failed, every seventh was asked for, every tenth read everything.
  await stage.sql(
    `insert into sync_run (state, depth, asked_by_id, asked_at, started_at, finished_at, failure, implausible, accepts, progress)
     select (case when n % 5 = 0 then 'failed' else 'done' end)::sync_state,
       (case when n % 10 = 0 then 'thorough' else 'routine' end)::sync_depth,
       case when n % 7 = 0 then 'ada' when n % 7 = 1 then 'gone' end,
       timestamptz '2026-11-01 00:00Z' + make_interval(hours => n / 2), timestamptz '2026-11-01 00:00Z' + make_interval(hours => n / 2),
       timestamptz '2026-11-01 00:01Z' + make_interval(hours => n / 2), case when n % 5 = 0 then 'AWS did not answer.' end,
       case when n = 70 then '{"noun":"groups","stored":40,"read":3}'::jsonb end,
       case when n = 69 then '[{"noun":"people","stored":300,"read":20}]'::jsonb end, '{}'
     from generate_series(1, ${RUNS}) n`,
  );
});
afterAll(async () => {
  await stage.end();
});

/** Every id of a list, page by page. */
async function everyId(filters: SyncRunFilters): Promise<string[]> {
  const ids: string[] = [];
  for (let after: string | undefined; ; ) {
    const { rows, total, skipped } = await syncRunsFor(administrator, { ...filters, after });
    expect(skipped).toBe(ids.length);
    ids.push(...rows.map(({ id }) => id));
    if (ids.length >= total || rows.length === 0) return ids;
    after = rows.at(-1)?.id;
  }
}

describe("the list of reads", () => {
  test("shows every read once, the newest first, and backwards the same", async () => {
    const ids = await everyId({});
    expect(new Set(ids).size).toBe(RUNS);
    const expected = await stage.sql("select id from sync_run order by asked_at desc, id");
    expect(ids).toEqual(expected.map(({ id }) => id));
    const second = await syncRunsFor(administrator, { after: ids[24] });
    const back = await syncRunsFor(administrator, { before: second.rows[0]?.id });
    expect(back.rows.map(({ id }) => id)).toEqual(ids.slice(0, 25));
    expect(back.skipped).toBe(0);
  });

  test.each<[string, SyncRunFilters, string]>([
    ["that failed", { state: "failed" }, "state = 'failed'"],
    ["of everything", { depth: "thorough" }, "depth = 'thorough'"],
    ["that the timer asked for", { by: "timer" }, "asked_by_id is null"],
    ["that people asked for", { by: "people" }, "asked_by_id is not null"],
    ["that one person asked for", { by: "ada" }, "asked_by_id = 'ada'"],
    [
      "that a person asked for and that failed",
      { by: "ada", state: "failed" },
      "asked_by_id = 'ada' and state = 'failed'",
    ],
    ["that nobody asked for", { by: "nobody" }, "false"],
  ])("narrows to those %s", async (_, filters, condition) => {
    const expected = await stage.sql(`select id from sync_run where ${condition} order by asked_at desc, id`);
    expect(await everyId(filters)).toEqual(expected.map(({ id }) => id));
    expect((await syncRunsFor(administrator, filters)).unfiltered).toBe(RUNS);
  });

  test("begins at its beginning when the run that a page began after is gone", async () => {
    const gone = "00000000-0000-4000-8000-000000000000";
    const [first] = (await syncRunsFor(administrator, {})).rows;
    expect((await syncRunsFor(administrator, { after: gone })).rows[0]).toEqual(first);
  });

  test("says who asked, what was refused and what was accepted", async () => {
    const { rows } = await syncRunsFor(administrator, {});
    expect(rows.find(({ implausible }) => implausible)).toMatchObject({
      state: "failed",
      implausible: { noun: "groups", stored: 40, read: 3 },
    });
    expect(rows.find(({ accepts }) => accepts.length > 0)?.accepts).toEqual([
      { noun: "people", stored: 300, read: 20 },
    ]);
    const names = new Set(rows.map(({ askedBy }) => askedBy?.name));
    expect(names).toEqual(new Set(["ada", "Somebody who is gone", undefined]));
  });

  test("is for those who may read everything", async () => {
    expect(await syncRunsFor(member, {})).toEqual({ rows: [], skipped: 0, total: 0, unfiltered: 0 });
    expect(await latestRuns(member)).toEqual([]);
    expect(await latestRefreshes(member)).toEqual([]);
  });
});

test("the last read counts as failed until a later one came through", async () => {
  const runs = await latestRuns(administrator);
  expect(failedLast(runs)?.failure).toBe("AWS did not answer.");
  expect(failedLast([{ state: "running" }, { state: "done" }, { state: "failed" }])).toBeNull();
  expect(failedLast([{ state: "asked" }, { state: "failed" }])).toEqual({ state: "failed" });
  expect(failedLast([])).toBeNull();
});

test("single things read again are named, those under way first", async () => {
  await stage.sql(
    `insert into refresh (kind, target_id, state, asked_by_id, asked_at, finished_at, calls, changes) values
      ('person', 'mia', 'done', 'ada', now() - interval '1 minute', now(), 7, '{"memberships":{"added":1,"changed":0,"vanished":2}}'),
      ('account', '999', 'running', 'ada', now() - interval '1 hour', null, 0, '{}')`,
  );
  expect(await latestRefreshes(administrator)).toMatchObject([
    { kind: "account", targetId: "999", name: null, state: "running", askedBy: "ada", changed: 0 },
    { kind: "person", targetId: "mia", name: "mia", state: "done", changed: 3, calls: 7 },
  ]);
});

test("what is asked for keeps its depth, and the audit says it", async () => {
  const doing = { actor: { kind: "person", viewer: administrator } as const, now: new Date() };
  expect((await askSync(doing, "thorough")).ok).toBe(true);
  expect(await stage.sql("select depth, asked_by_id from sync_run where state = 'asked'")).toEqual([
    { depth: "thorough", asked_by_id: "ada" },
  ]);
  expect(await stage.sql("select details from audit_event where action = 'sync.asked'")).toEqual([
    { details: { depth: "thorough" } },
  ]);
});
