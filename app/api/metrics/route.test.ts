import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Stage, setStage } from "#lib/auth/testing/stage.ts";
import { db } from "#lib/db/client.ts";
import { count, countLag, flushCounts } from "#lib/db/counts.ts";

const TOKEN = "a-token-for-metrics-of-some-length-0123456789";

let stage: Stage;
beforeAll(async () => {
  stage = await setStage("https://login.test");
  ask = await started(TOKEN);
  await ask();
  await stage.sql(`insert into aws_budget
    (name, shared_rate, shared_burst, shared, reserve_rate, reserve_burst, reserve, filled_at, calls, throttled)
    values ('sso-admin', 15, 15, 3, 4, 8, 8, clock_timestamp() + interval '1 hour', 120, 2)`);
  await stage.sql(`insert into alarm (kind, subject, summary, opened_at) values
    ('contested', 'a', 'Somebody.', now()), ('contested', 'b', 'Somebody.', now())`);
  await stage.sql(`insert into hook (name, shape, origin, fingerprint, configured_at, off_fingerprint) values
    ('siem', 'events', 'https://siem.test', 'a', now(), null), ('chat', 'slack', 'https://chat.test', 'b', now(), 'b'),
    ('mended', 'slack', 'https://chat.test', 'c', now(), 'b')`);
  await stage.sql(`with told as (
      insert into audit_event (at, action, actor_kind, actor_id, actor_name, target_kind, target_id, target_name, cause, details)
      select now(), 'rules.loaded', 'host', 'h', 'h', 'rules', 'rules', 'rules', 'said', '{}' from generate_series(1, 3) returning id
    ), events as (insert into hook_event (audit_event_id, occurred_at) select id, now() from told returning id)
    insert into hook_delivery (event_id, hook_name, created_at, waiting_since, give_up_at, due_at)
    select id, 'siem', now(), clock_timestamp() + interval '1 hour', now(), now() from events`);
  await stage.sql(`update hook_delivery set state = 'delivered', delivered_at = now()
    where id = (select id from hook_delivery limit 1)`);
  await stage.sql(
    `insert into alarm (kind, subject, summary, opened_at, closed_at) values ('aws-denied', 'aws', 'No.', now(), now())`,
  );
});
afterAll(async () => {
  await stage.end();
});

type Ask = (authorization?: string) => Promise<Response>;

/** A web process as it is under this token, or under none. */
async function started(token: string | null): Promise<Ask> {
  if (token === null) delete process.env.METRICS_TOKEN;
  else process.env.METRICS_TOKEN = token;
  const { GET } = await import("./route.ts");
  const url = "http://127.0.0.1/api/metrics";
  return async (authorization) => GET(new Request(url, { headers: authorization ? { authorization } : {} }));
}

/** One that is started anew: its configuration is read once. */
async function startedAnew(token: string | null): Promise<Ask> {
  vi.resetModules();
  return started(token);
}

let ask: Ask;
const scrape = async () => (await ask(`Bearer ${TOKEN}`)).text();
/** The value of a series, by its whole name. */
const valueIn = (text: string, series: string) =>
  text
    .split("\n")
    .find((line) => line.startsWith(`${series} `))
    ?.slice(series.length + 1);

describe("who is answered", () => {
  test("nobody, while no token is configured", async () => {
    const unconfigured = await startedAnew(null);
    expect((await unconfigured(`Bearer ${TOKEN}`)).status).toBe(404);
    expect((await unconfigured("Bearer undefined")).status).toBe(404);
  });

  test.each([
    ["no token", undefined],
    ["another token", `Bearer ${TOKEN.replace("a", "b")}`],
    ["a part of it", `Bearer ${TOKEN.slice(0, -1)}`],
    ["more than it", `Bearer ${TOKEN}0`],
    ["the token another way", `Basic ${TOKEN}`],
    ["the token alone", TOKEN],
  ])("not who shows %s, and learns no figure", async (_, authorization) => {
    const answer = await ask(authorization);
    expect(answer.status).toBe(401);
    expect(answer.headers.get("www-authenticate")).toBe("Bearer");
    expect(await answer.text()).not.toContain("gatehouse_");
  });

  test("who shows the token, and nobody keeps the answer", async () => {
    const answer = await ask(`Bearer ${TOKEN}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(answer.headers.get("cache-control")).toBe("no-store");
  });

  test("a token that can be guessed keeps the web from starting", async () => {
    const guessable = await startedAnew("short");
    await expect(guessable("Bearer short")).rejects.toThrow("METRICS_TOKEN: must be at least 32 characters");
  });
});

describe("what is told", () => {
  test.each([
    ["gatehouse_overdue_removals", "0"],
    ["gatehouse_oldest_overdue_removal_seconds", "0"],
    ["gatehouse_due_lag_seconds", "0"],
    ["gatehouse_operation_places", "12"],
    ["gatehouse_letters_queued", "0"],
    ["gatehouse_draining", "0"],
    ["gatehouse_webhook_deliveries_waiting", "2"],
    ["gatehouse_webhook_oldest_waiting_seconds", "0"],
    ["gatehouse_webhooks_off", "1"],
    ['gatehouse_alarms{kind="contested"}', "2"],
    ['gatehouse_alarms{kind="aws-denied"}', "0"],
    ['gatehouse_grants{state="revoke-blocked"}', "0"],
    ['gatehouse_open_operations{kind="delete"}', "0"],
    ['gatehouse_aws_budget_left_calls{budget="sso-admin",part="shared"}', "3"],
    ['gatehouse_aws_budget_left_calls{budget="sso-admin",part="reserve"}', "8"],
    ['gatehouse_aws_budget_full_calls{budget="sso-admin",part="shared"}', "15"],
    ['gatehouse_aws_budget_calls_total{budget="sso-admin"}', "120"],
    ['gatehouse_aws_budget_throttled_total{budget="sso-admin"}', "2"],
  ])("%s", async (series, value) => {
    expect(valueIn(await scrape(), series)).toBe(value);
  });

  test("that no worker is known, so that whoever waits for an age above a bound is told", async () => {
    expect(valueIn(await scrape(), "gatehouse_worker_heartbeat_age_seconds")).toBe("+Inf");
    await stage.sql(
      "insert into heartbeat (worker_id, host, started_at, beat_at) values ('w', 'h', now(), now() - interval '7 seconds')",
    );
    expect(Number(valueIn(await scrape(), "gatehouse_worker_heartbeat_age_seconds"))).toBeCloseTo(7, -1);
  });

  test("nothing of a clock that was never heard", async () => {
    expect(await scrape()).not.toContain("\ngatehouse_aws_clock_ahead_seconds ");
    await stage.sql("update engine_state set aws_ahead_ms = -45000");
    expect(valueIn(await scrape(), "gatehouse_aws_clock_ahead_seconds")).toBe("-45");
  });

  test("what workers counted, added up, and kept when it cannot be written", async () => {
    const before = process.env.DATABASE_URL;
    count("aws_call", "sso-admin:ListAccountAssignments", 3);
    count("aws_fault", "throttled");
    count("hook_delivered", "siem", 2);
    count("hook_failed", "siem");
    await expect(flushCounts()).rejects.toThrow();
    process.env.DATABASE_URL = stage.database.urls.worker;
    await flushCounts(db());
    count("aws_call", "sso-admin:ListAccountAssignments");
    await flushCounts(db());
    process.env.DATABASE_URL = before;
    const text = await scrape();
    expect(valueIn(text, 'gatehouse_aws_calls_total{operation="sso-admin:ListAccountAssignments"}')).toBe(
      "4",
    );
    expect(valueIn(text, 'gatehouse_aws_faults_total{kind="throttled"}')).toBe("1");
    expect(valueIn(text, 'gatehouse_webhook_delivered_total{hook="siem"}')).toBe("2");
    expect(valueIn(text, 'gatehouse_webhook_failed_total{hook="siem"}')).toBe("1");
  });

  test("every bucket of how late removals were, those that nothing fell into too", async () => {
    const before = process.env.DATABASE_URL;
    process.env.DATABASE_URL = stage.database.urls.worker;
    countLag(12);
    countLag(400);
    await flushCounts(db());
    process.env.DATABASE_URL = before;
    const text = await scrape();
    const buckets = ["5", "10", "15", "300", "900", "+Inf"].map((le) =>
      valueIn(text, `gatehouse_removal_lag_seconds_bucket{le="${le}"}`),
    );
    expect(buckets).toEqual(["0", "0", "1", "1", "2", "2"]);
    expect(valueIn(text, "gatehouse_removal_lag_seconds_sum")).toBe("412");
    expect(valueIn(text, "gatehouse_removal_lag_seconds_count")).toBe("2");
  });

  test("of nobody: labels are kinds and states, never names", async () => {
    const labels = new Set([...(await scrape()).matchAll(/[{,](\w+)=/g)].map(([, name]) => name));
    expect(labels).toEqual(new Set(["budget", "hook", "kind", "le", "operation", "part", "state"]));
  });
});
