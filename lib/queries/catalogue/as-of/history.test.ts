import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#demo/postgres/testing/create-test-database.ts";
import type { Change } from "#lib/core/catalogue/change.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { closeDb } from "#lib/db/client.ts";
import { changesFor } from "../changes.ts";
import { setWebEnvironment, signedIn } from "../viewers.fixture.ts";
import { accountAsOf } from "./account-as-of.ts";
import { countsAsOf } from "./counts-as-of.ts";
import { groupAsOf } from "./group-as-of.ts";
import { knownAsOf } from "./known-as-of.ts";
import { permissionSetAsOf } from "./permission-set-as-of.ts";
import { personAsOf } from "./person-as-of.ts";
import { dice, editAtRandom, known, MINUTE, snapshot } from "./random-history.fixture.ts";

const ROUNDS = 24;
const first = new Date("2026-01-01T00:00:00Z");
const after = (rounds: number, ms = 0) => new Date(first.getTime() + rounds * 10 * MINUTE + ms);

let database: TestDatabase;
let owner: pg.Client;
let reader: Viewer;
let member: Viewer;
/** How things stood after each round. */
const stood: Map<string, string>[] = [];

const sql = async (text: string, values: unknown[] = []) =>
  (await owner.query<Record<string, unknown>>(text, values)).rows;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = new pg.Client({ connectionString: database.urls.owner, options: "-c timezone=UTC" });
  await owner.connect();
  await sql("begin");
  await sql("select set_config('gatehouse.moment', $1, true)", [first.toISOString()]);
  await sql("insert into organisational_unit (id, name, parent_id, path) values ('r', 'Root', null, '{r}')");
  await sql("commit");
  const pick = dice(7);
  for (let round = 0; round < ROUNDS; round += 1) {
    await editAtRandom(sql, after(round), pick);
    stood.push(await snapshot(sql));
  }
  for (const [id, group] of [
    ["reader", "auditors"],
    ["member", "engineers"],
  ]) {
    await sql("select set_config('gatehouse.moment', $1, false)", [first.toISOString()]);
    await sql(
      "insert into person (id, user_name, display_name, given_name, family_name, status, external_ids) values ($1, $1, $1, '', '', 'ENABLED', '[]')",
      [id],
    );
    await sql("insert into membership (group_id, person_id) values ($1, $2)", [group, id]);
  }
  for (const then of stood) {
    for (const [id, group] of [
      ["reader", "auditors"],
      ["member", "engineers"],
    ]) {
      then.set(`person ${id}`, `${id} ENABLED`).set(`membership ${group} ${id}`, "");
    }
  }
  process.env.DATABASE_URL = database.urls.web;
  setWebEnvironment({ administrators: "administrators", auditors: "auditors" });
  reader = await signedIn(sql, "reader");
  member = await signedIn(sql, "member");
});
afterAll(async () => {
  await closeDb();
  await owner.end();
  await database.drop();
});

const rounds = [...Array(ROUNDS).keys()];
const keysOf = (then: ReadonlyMap<string, string>, noun: string) =>
  [...then.keys()].flatMap((key) =>
    key.startsWith(`${noun} `) ? [key.slice(noun.length + 1).split(" ")] : [],
  );
const at = (round: number) => stood[round] ?? new Map<string, string>();

/** Who reached what by the snapshot, told by hand. */
function reaching(then: ReadonlyMap<string, string>, account: string): Set<string> {
  const enabled = new Set(
    keysOf(then, "person").flatMap(([id = ""]) =>
      then.get(`person ${id}`)?.endsWith("ENABLED") ? [id] : [],
    ),
  );
  const members = keysOf(then, "membership");
  const reached = keysOf(then, "assignment").flatMap(([of, , kind, id]) => {
    if (of !== account) return [];
    return kind === "user"
      ? [id ?? ""]
      : members.flatMap(([group, person = ""]) => (group === id ? [person] : []));
  });
  return new Set(reached.filter((id) => enabled.has(id)));
}

test.each(rounds)("what is told of the moment of round %i is what stood then", async (round) => {
  const then = at(round);
  // At the moment itself, and at the last millisecond before the next one.
  for (const moment of [after(round), after(round, 10 * MINUTE - 1)]) {
    for (const id of known.accounts) {
      const told = await accountAsOf(reader, id, moment);
      expect(told?.name ?? null).toBe(then.get(`account ${id}`) ?? null);
      if (!told) continue;
      expect(
        told.ways.ways.map((way) => `${way.permissionSetArn} ${way.principalKind} ${way.principalId}`).sort(),
      ).toEqual(
        keysOf(then, "assignment")
          .flatMap(([of, ...rest]) => (of === id ? [rest.join(" ")] : []))
          .sort(),
      );
      expect(told.reach.people).toBe(reaching(then, id).size);
    }
    for (const id of known.people) {
      const told = await personAsOf(reader, id, moment);
      expect(told && `${told.name} ${told.status}`).toBe(then.get(`person ${id}`) ?? null);
      if (!told) continue;
      const inGroups = keysOf(then, "membership").flatMap(([group = "", person]) =>
        person === id ? [group] : [],
      );
      expect(told.groups.map((group) => group.id).sort()).toEqual(inGroups.sort());
      expect(told.ways.total).toBe(
        keysOf(then, "assignment").filter(([, , kind, to = ""]) =>
          kind === "user" ? to === id : inGroups.includes(to),
        ).length,
      );
    }
    for (const id of known.groups) {
      const told = await groupAsOf(reader, id, moment);
      expect(told?.name ?? null).toBe(then.get(`group ${id}`) ?? null);
      if (told)
        expect(told.memberCount).toBe(keysOf(then, "membership").filter(([group]) => group === id).length);
    }
    for (const arn of known.sets) {
      const told = await permissionSetAsOf(reader, arn, moment);
      expect(told?.name ?? null).toBe(then.get(`permission-set ${arn}`) ?? null);
    }
    const counts = await countsAsOf(reader, moment);
    for (const { noun, then: counted } of counts)
      expect([noun, counted]).toEqual([noun, keysOf(then, noun).length]);
  }
});

function keyOf({ subject }: Change): string {
  switch (subject.noun) {
    case "assignment":
      return `assignment ${subject.account.id} ${subject.permissionSet.id} ${subject.principal.kind} ${subject.principal.id}`;
    case "provisioned":
      return `provisioned ${subject.account.id} ${subject.permissionSet.id}`;
    case "membership":
      return `membership ${subject.group.id} ${subject.person.id}`;
    case "account":
    case "permission-set":
    case "person":
    case "group":
    case "unit":
      return `${subject.noun} ${subject.thing.id}`;
  }
}

async function everyPage(filters: Parameters<typeof changesFor>[1]): Promise<Change[]> {
  const all: Change[] = [];
  let page = await changesFor(reader, filters);
  for (;;) {
    all.push(...page.rows);
    if (page.next === null) break;
    const next = await changesFor(reader, { ...filters, after: page.next });
    const back = await changesFor(reader, { ...filters, before: next.previous ?? undefined });
    expect(back.rows).toEqual(page.rows);
    expect(next.skipped.value).toBe(all.length);
    page = next;
  }
  expect(page.total.value).toBe(all.length);
  return all;
}

test("the changes, page by page and back, are the differences between what stood", async () => {
  const expected = rounds.slice(1).flatMap((round) => {
    const [was, is] = [at(round - 1), at(round)];
    return [
      ...[...is].flatMap(([key, says]) => {
        if (!was.has(key)) return [`${round} appeared ${key}`];
        return was.get(key) === says ? [] : [`${round} changed ${key}`];
      }),
      ...[...was.keys()].flatMap((key) => (is.has(key) ? [] : [`${round} vanished ${key}`])),
    ];
  });
  const told = await everyPage({});
  const round = ({ at: moment }: Change) => (moment.getTime() - first.getTime()) / (10 * MINUTE);
  // An edit that says what was said before makes a version of its own, and no difference between snapshots.
  const real = told.filter(
    ({ kind, fields }) => kind !== "changed" || fields.some(({ is }) => is !== "otherwise"),
  );
  expect(real.map((change) => `${round(change)} ${change.kind} ${keyOf(change)}`).sort()).toEqual(
    expected.sort(),
  );
  expect(told.map(({ at: moment }) => moment.getTime())).toEqual(
    told.map(({ at: moment }) => moment.getTime()).toSorted((a, b) => b - a),
  );
});

test.each([
  [{ kind: "vanished" }, ({ kind }: Change) => kind === "vanished"],
  [{ kind: "changed" }, ({ kind }: Change) => kind === "changed"],
  [
    { kind: "appeared", noun: "person" },
    ({ kind, subject }: Change) => kind === "appeared" && subject.noun === "person",
  ],
  [{ noun: "assignment" }, ({ subject }: Change) => subject.noun === "assignment"],
  [{ driftOnly: true }, ({ origin }: Change) => origin === "drift"],
  [
    { account: "a1" },
    (change: Change) => / a1( |$)/.test(keyOf(change)) && /^(account|assignment)/.test(keyOf(change)),
  ],
  [{ person: "p2" }, (change: Change) => / (user p2|p2)$/.test(keyOf(change))],
  [{ group: "g1", noun: "membership" }, (change: Change) => /^membership g1 /.test(keyOf(change))],
  [{ from: after(5), to: after(9) }, ({ at: moment }: Change) => moment >= after(5) && moment < after(9)],
] as const)("%o leaves what it says and nothing else", async (filters, keeps) => {
  const all = await everyPage({});
  expect(await everyPage(filters)).toEqual(all.filter(keeps));
});

test("every outside change of an assignment is drift, and so is what a set allows", async () => {
  for (const { subject, kind, origin } of await everyPage({})) {
    const isDrift =
      subject.noun === "assignment" || (subject.noun === "permission-set" && kind === "changed");
    expect([subject.noun, kind, origin]).toEqual([
      subject.noun,
      kind,
      isDrift && origin === "drift" ? "drift" : "aws",
    ]);
  }
});

test("the first read is one line, on the last page only", async () => {
  const page = await changesFor(reader, { to: after(1) });
  expect(page.rows).toEqual([]);
  const counted = new Map(page.firstRead?.rows.map(({ noun, value }) => [noun, value]));
  for (const noun of ["account", "person", "assignment", "membership"] as const) {
    expect(counted.get(noun) ?? 0).toBe(keysOf(at(0), noun).length);
  }
  expect((await changesFor(reader, {})).firstRead).toBeNull();
});

test("a moment to come and one before the first read are known to be so", async () => {
  const now = after(ROUNDS);
  expect(await knownAsOf(reader, after(ROUNDS + 1), now)).toMatchObject({ is: "future" });
  expect(await knownAsOf(reader, after(0, -1), now)).toMatchObject({ is: "too-early", firstReadAt: first });
  expect(await knownAsOf(reader, after(3), now)).toMatchObject({ is: "known" });
});

test("those who may not read everything get nothing", async () => {
  expect((await changesFor(member, {})).rows).toEqual([]);
  expect(await accountAsOf(member, "a1", after(20))).toBeNull();
  expect(await personAsOf(member, "member", after(20))).toBeNull();
  expect(await groupAsOf(member, "g1", after(20))).toBeNull();
  expect(await permissionSetAsOf(member, "s1", after(20))).toBeNull();
  expect(await countsAsOf(member, after(20))).toEqual([]);
  expect(await knownAsOf(member, after(20), after(21))).toBeNull();
});

test("a run leaves what it saw, and no other run leaves anything", async () => {
  const seen = after(ROUNDS + 5);
  const [run, other] = await sql(
    `insert into sync_run (state, asked_at, started_at, finished_at)
     select 'done', $1::timestamptz, $1::timestamptz, $1::timestamptz + interval '5 minutes' from generate_series(1, 2) returning id`,
    [seen.toISOString()],
  );
  await sql("begin");
  await sql("select set_config('gatehouse.moment', $1, true), set_config('gatehouse.run', $2, true)", [
    new Date(seen.getTime() + MINUTE).toISOString(),
    run?.id,
  ]);
  await sql("update person set display_name = 'Renamed' where id = 'member'");
  await sql(
    "insert into account (id, name, email, state, parent_id, tags) values ('a9', 'new', '', 'ACTIVE', 'r', '{}')",
  );
  await sql("delete from membership where person_id = 'member'");
  await sql("commit");
  const told = await everyPage({ run: String(run?.id) });
  expect(told.map((change) => `${change.kind} ${keyOf(change)}`)).toEqual([
    "appeared account a9",
    "changed person member",
    "vanished membership engineers member",
  ]);
  expect(await everyPage({ run: String(other?.id) })).toEqual([]);
  expect((await changesFor(reader, { run: "00000000-0000-0000-0000-000000000000" })).rows).toEqual([]);
});
