import { afterAll, beforeAll, expect, test } from "vitest";
import { contentHash } from "#lib/core/content-hash.ts";
import { db } from "#lib/db/client.ts";
import { readNow } from "#lib/db/now.ts";
import { requestContent } from "#lib/db/request-content.ts";
import { cancelRequest } from "#lib/operations/cancel-request.ts";
import { viewerStanding } from "#lib/queries/viewer-standing.ts";
import { waitingFor } from "./home.ts";
import { inboxFor } from "./inbox.ts";
import { requestFor } from "./request.ts";
import { requestsFor } from "./requests.ts";
import { prod, type SmallOrganisation, setArn, smallOrganisation } from "./testing/small-organisation.ts";

let stage: SmallOrganisation;
let ruleId: string;
const MANY = 60;

beforeAll(async () => {
  stage = await smallOrganisation();
  ruleId = await stage.addRule({
    requesters: ["engineers"],
    approvers: ["leads"],
    sets: ["read", "write"],
    targets: ["ou-work"],
  });
  // One person has one open request for a role in an account: the others ask in accounts of their own.
  await stage.sql(`insert into account (id, name, email, state, parent_id, tags, valid_from)
    select lpad((1000 + n)::text, 12, '0'), 'shop-' || n, 'a@b.test', 'ACTIVE', 'ou-prod', '{}', now()
    from generate_series(1, ${MANY}) n`);
  await stage.sql(
    `insert into request (requester_id, requester_name, account_id, account_name, permission_set_arn, permission_set_name,
       duration_minutes, reason, rule_id, rule_name, rule_version, created_at, lapses_at, stage_since)
     select 'engineer', 'engineer', lpad((1000 + n)::text, 12, '0'), 'shop-' || n, $1, 'write', 60, 'work', $2::uuid, 'r', 1,
       gatehouse_now() - interval '5 minutes', date_trunc('milliseconds', gatehouse_now()) + make_interval(mins => 30 + (n * 37) % 17),
       gatehouse_now()
     from generate_series(1, ${MANY}) n`,
    [setArn("write"), ruleId],
  );
});
afterAll(() => stage.end());

test("what waits is read page by page, the next to lapse first, each once and none left out", async () => {
  const lead = await stage.viewer("lead");
  const now = await readNow();
  const seen: { id: string; lapsesAt: Date }[] = [];
  let after: string | undefined;
  do {
    const page = await inboxFor(lead, { after }, now);
    expect(page.skipped).toBe(seen.length);
    expect(page.total).toBe(MANY);
    seen.push(...page.rows);
    after = page.next ?? undefined;
  } while (after);
  expect(new Set(seen.map(({ id }) => id)).size).toBe(MANY);
  const ends = seen.map(({ lapsesAt }) => lapsesAt.getTime());
  expect(ends).toEqual(ends.toSorted((a, b) => a - b));
});

test("the way back leads over the same rows", async () => {
  const lead = await stage.viewer("lead");
  const now = await readNow();
  const first = await inboxFor(lead, {}, now);
  const second = await inboxFor(lead, { after: first.next ?? "" }, now);
  const back = await inboxFor(lead, { before: second.previous ?? "" }, now);
  expect(back.rows.map(({ id }) => id)).toEqual(first.rows.map(({ id }) => id));
  expect(back.skipped).toBe(0);
});

test("EML-08 the hash of a row is the one that its own page has, and that a decision is bound to", async () => {
  const lead = await stage.viewer("lead");
  const now = await readNow();
  const [row] = (await inboxFor(lead, {}, now)).rows;
  const request = await db().request.findUniqueOrThrow({ where: { id: row?.id ?? "" } });
  expect(row?.contentHash).toBe(contentHash(await requestContent(db(), request)));
  expect(row?.contentHash).toBe((await requestFor(lead, request.id, now))?.contentHash);
});

test("a row tells where, what stands there already, and what was asked before", async () => {
  const lead = await stage.viewer("lead");
  const now = await readNow();
  const [row] = (await inboxFor(lead, {}, now)).rows;
  expect(row).toMatchObject({
    units: ["Workloads", "Production"],
    production: "unit Production",
    administratorLike: null,
    stage: { place: 1, of: 1, quorum: 1 },
    standing: [],
    earlier: { count: 0, last: null },
  });
  await stage.sql("insert into assignment values ($1, $2, 'group', 'engineers', now())", [
    row?.accountId,
    setArn("read"),
  ]);
  await stage.sql(
    `insert into request (requester_id, requester_name, account_id, account_name, permission_set_arn, permission_set_name,
       duration_minutes, reason, rule_id, rule_name, rule_version, created_at, lapses_at)
     values ('engineer', 'engineer', $1, 'x', $2, 'write', 60, 'work', $3::uuid, 'r', 1, gatehouse_now() - interval '1 hour',
       gatehouse_now() + interval '1 hour') on conflict do nothing`,
    [row?.accountId, setArn("read"), ruleId],
  );
  const again = (await inboxFor(lead, {}, now)).rows.find(({ id }) => id === row?.id);
  expect(again?.standing).toEqual([{ name: "read", through: "engineers" }]);
  // Asked for another role in the same account, which is another matter.
  expect(again?.earlier.count).toBe(0);
});

test("APR-01 APR-03 nobody's inbox holds what is not theirs to decide", async () => {
  const now = await readNow();
  for (const name of ["engineer", "colleague", "outsider", "administrator", "auditor"] as const) {
    const viewer = await stage.viewer(name);
    expect(await inboxFor(viewer, {}, now), name).toMatchObject({ total: 0, rows: [] });
    expect(await requestsFor(viewer, { view: "decide" }, {}, now), name).toMatchObject({
      total: 0,
      rows: [],
    });
    expect((await waitingFor(viewer, now)).toDecide, name).toEqual([]);
    expect(await viewerStanding(viewer), name).toMatchObject({ waiting: 0, decides: false });
  }
  await stage.sql("delete from membership where person_id = 'lead'");
  const lead = await stage.viewer("lead");
  expect((await inboxFor(lead, {}, now)).total).toBe(0);
  await stage.sql("insert into membership values ('leads', 'lead', now())");
  expect(await viewerStanding(lead)).toMatchObject({ decides: true });
});

test("a page goes on from where a request stood that is decided by now", async () => {
  const lead = await stage.viewer("lead");
  const now = await readNow();
  const first = await inboxFor(lead, {}, now);
  const last = first.rows.at(-1);
  const expected = (await inboxFor(lead, { after: last?.id }, now)).rows.map(({ id }) => id);
  const engineer = await stage.viewer("engineer");
  await cancelRequest({ actor: { kind: "person", viewer: engineer }, now }, last?.id ?? "");
  const page = await inboxFor(lead, { after: last?.id }, now);
  expect(page.rows.map(({ id }) => id)).toEqual(expected);
  expect(page.skipped).toBe(first.rows.length - 1);
});

test("what lapsed waits no more", async () => {
  const lead = await stage.viewer("lead");
  const late = new Date((await readNow()).getTime() + 3_600_000);
  expect((await inboxFor(lead, {}, late)).rows.filter(({ accountId }) => accountId !== prod)).toEqual([]);
});
