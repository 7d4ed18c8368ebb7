import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { canonicalJson } from "#lib/core/catalogue/canonical-json.ts";
import type { Catalogue, Noun } from "#lib/core/catalogue/catalogue-rows.ts";
import { noChanges } from "#lib/core/catalogue/change-counts.ts";
import { countAllChanges } from "#lib/core/catalogue/sync-progress.ts";
import { db } from "#lib/db/client.ts";
import { stagedCounts, storedCounts } from "./count-nouns.ts";
import { countedByHand } from "./counted.fixture.ts";
import { indexThings } from "./index-things.ts";
import { nounsInOrder, nounTables } from "./noun-tables.ts";
import { randomNumbers, randomOrganisation, staged, withoutTags } from "./random-organisation.fixture.ts";
import { setReadingStage } from "./reading-stage.fixture.ts";

let stage: Awaited<ReturnType<typeof setReadingStage>>;

beforeAll(async () => {
  stage = await setReadingStage();
});
afterAll(async () => {
  await stage.end();
});
beforeEach(async () => {
  await stage.sql("set session_replication_role = replica");
  const rows = await stage.sql(
    "select tablename from pg_tables where schemaname = 'public' and tablename not like '\\_prisma%'",
  );
  await stage.sql(`truncate ${rows.map(({ tablename }) => tablename).join(", ")} cascade`);
  await stage.sql("set session_replication_role = origin");
});

const minute = (count: number) => new Date(Date.UTC(2026, 0, 1, 0, count));
const nothing: Catalogue = {
  organisations: [],
  units: [],
  accounts: [],
  permissionSets: [],
  groups: [],
  people: [],
  memberships: [],
  provisioned: [],
  assignments: [],
};

/** What should be stored of a reading: its pairs are those listed and those that assignments prove. */
function truthOf(catalogue: Catalogue): Catalogue {
  const pairs = [...catalogue.provisioned, ...catalogue.assignments].map(
    ({ accountId, permissionSetArn }) =>
      [`${accountId} ${permissionSetArn}`, { accountId, permissionSetArn }] as const,
  );
  return { ...catalogue, provisioned: [...new Map(pairs).values()] };
}

/** The rows of a table in the shape of a reading, as they are or as they were at a moment. */
async function stored(noun: Noun, at: Date | null = null): Promise<unknown[]> {
  const { table, columns } = nounTables[noun];
  const list = columns.map(({ name, from }) => `${name} as "${from}"`).join(", ");
  if (at === null || noun === "organisations") return stage.sql(`select ${list} from ${table}`);
  return stage.sql(
    `select ${list} from ${table}_life where valid_from <= $1 and (valid_to is null or valid_to > $1)`,
    [at],
  );
}

const inOrder = (rows: readonly unknown[]) => rows.map(canonicalJson).sort();

async function expectStored(catalogue: Catalogue, at: Date | null = null): Promise<void> {
  for (const noun of nounsInOrder) {
    if (at !== null && noun === "organisations") continue;
    expect(inOrder(await stored(noun, at)), noun).toEqual(inOrder(catalogue[noun]));
  }
}

async function expectCounted(catalogue: Catalogue): Promise<void> {
  const byHand = countedByHand(catalogue);
  const tables = {
    account: "account_summary",
    permission_set: "permission_set_summary",
    identity_group: "group_summary",
    person: "person_summary",
  } as const;
  for (const kind of ["account", "permission_set", "identity_group", "person"] as const) {
    const rows = await stage.sql(`select * from ${tables[kind]}`);
    expect(inOrder(rows), kind).toEqual(inOrder(byHand[kind]));
  }
}

/** Every entry of the search, and the same once more after all were thrown away and made anew. */
async function expectIndexed(): Promise<void> {
  const entries = () => stage.sql("select * from search_entry order by kind, id");
  const kept = await entries();
  await db().$transaction(async (tx) => {
    await tx.searchEntry.deleteMany();
    await indexThings(tx, "everything");
  });
  expect(kept).toEqual(await entries());
}

/** Every row that a reading may write, with the transaction that wrote or locked it last. */
async function written(): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  const beside = [
    "account_summary",
    "permission_set_summary",
    "group_summary",
    "person_summary",
    "search_entry",
  ];
  for (const table of [...nounsInOrder.map((noun) => nounTables[noun].table), ...beside]) {
    found[table] = await stage.sql(`select xmin::text, xmax::text, t.* from ${table} t order by t::text`);
  }
  return found;
}

describe("a reading of everything", () => {
  test.each([1, 2, 3])("is what is stored afterwards, and what was before stays known (%i)", async (seed) => {
    const random = randomNumbers(seed);
    const readings = Array.from({ length: 6 }, () => truthOf(randomOrganisation(random)));
    for (const [at, catalogue] of readings.entries()) {
      await stage.apply(staged(catalogue), { now: minute(at) });
      await expectStored(catalogue);
      await expectCounted(catalogue);
      await expectIndexed();
    }
    for (const [at, catalogue] of readings.entries()) {
      await expectStored(catalogue, minute(at));
      await expectStored(catalogue, new Date(minute(at + 1).getTime() - 1));
    }
  });

  test("that finds nothing changed writes and locks no row", async () => {
    const catalogue = truthOf(randomOrganisation(randomNumbers(7)));
    await stage.apply(staged(catalogue), { now: minute(0) });
    const before = await written();
    const changes = await stage.apply(staged(catalogue), { now: minute(1) });
    expect(changes).toEqual(noChanges);
    expect(await written()).toEqual(before);
  });

  test("tells how many rows of each noun it changed", async () => {
    const people = truthOf(randomOrganisation(randomNumbers(8))).people.slice(0, 4);
    const [first, second, third, fourth] = people;
    if (!first || !second || !third || !fourth) throw new Error("There are too few people.");
    await stage.apply({ people: [first, second, third] }, { now: minute(0), nouns: ["people"] });
    const renamed = { ...second, displayName: "Somebody else" };
    const changes = await stage.apply(
      { people: [first, renamed, fourth] },
      { now: minute(1), nouns: ["people"] },
    );
    expect(changes).toEqual({ ...noChanges, people: { added: 1, changed: 1, vanished: 1 } });
    expect(countAllChanges(changes)).toBe(3);
  });

  test("leaves nouns alone that it did not read", async () => {
    const catalogue = truthOf(randomOrganisation(randomNumbers(9)));
    await stage.apply(staged(catalogue), { now: minute(0) });
    await stage.apply(staged({ ...nothing, groups: catalogue.groups }), {
      now: minute(1),
      nouns: ["groups"],
    });
    await expectStored(catalogue);
  });

  test("takes a key that is listed twice for one row, with the last answer", async () => {
    const { groups } = truthOf(randomOrganisation(randomNumbers(10)));
    const [group] = groups;
    if (!group) throw new Error("There is no group.");
    const listed = [
      ...Array(9).fill({ ...group, displayName: "Before" }),
      { ...group, displayName: "After" },
    ];
    const changes = await stage.apply({ groups: listed }, { now: minute(0), nouns: ["groups"] });
    expect(changes.groups).toEqual({ added: 1, changed: 0, vanished: 0 });
    expect(await stored("groups")).toEqual([{ ...group, displayName: "After" }]);
  });

  test("keeps the tags of an account whose tags were not listed", async () => {
    const { accounts } = truthOf(randomOrganisation(randomNumbers(11)));
    const [one, two] = accounts.map(withoutTags);
    if (!one || !two) throw new Error("There are too few accounts.");
    const tags = { owner: "core" };
    const told = { nouns: ["accounts"] as const };
    await stage.apply(
      { accounts: [one], accountTags: [{ accountId: one.id, tags }] },
      { ...told, now: minute(0) },
    );
    await stage.apply({ accounts: [one, two], accountTags: [] }, { ...told, now: minute(1) });
    expect(inOrder(await stored("accounts"))).toEqual(
      inOrder([
        { ...one, tags },
        { ...two, tags: {} },
      ]),
    );
  });

  test("counts what is staged and what is stored alike", async () => {
    const catalogue = randomOrganisation(randomNumbers(12));
    const twice = { ...staged(catalogue), people: [...catalogue.people, ...catalogue.people] };
    const crawlId = await stage.crawl(twice);
    const counts = await stagedCounts(db(), crawlId);
    await stage.apply(twice, { now: minute(0) });
    expect(counts).toEqual(await storedCounts(db()));
    expect(counts.provisioned).toBe(truthOf(catalogue).provisioned.length);
  });

  test("keeps nobody from reading or writing the catalogue", async () => {
    const random = randomNumbers(13);
    await stage.apply(staged(randomOrganisation(random)), { now: minute(0) });
    let modes: unknown[] = [];
    await stage.apply(staged(randomOrganisation(random)), {
      now: minute(1),
      before: async () => {
        modes = await stage.sql(
          `select distinct mode from pg_locks l join pg_class c on c.oid = l.relation
           where l.pid <> pg_backend_pid() and c.relnamespace = 'public'::regnamespace and c.relkind = 'r'`,
        );
      },
    });
    const allowed = ["AccessShareLock", "RowShareLock", "RowExclusiveLock"];
    expect(modes.map((row) => row && typeof row === "object" && "mode" in row && row.mode)).toContain(
      "RowExclusiveLock",
    );
    expect(
      modes.filter(
        (row) => !(row && typeof row === "object" && "mode" in row && allowed.includes(String(row.mode))),
      ),
    ).toEqual([]);
  });

  test("written after a later one, by its clock, does not turn time back", async () => {
    const random = randomNumbers(14);
    const [first, second] = [truthOf(randomOrganisation(random)), truthOf(randomOrganisation(random))];
    await stage.apply(staged(first), { now: minute(5) });
    await stage.apply(staged(second), { now: minute(1) });
    await expectStored(second);
    for (const noun of nounsInOrder) {
      if (noun === "organisations") continue;
      expect(
        await stage.sql(`select from ${nounTables[noun].table}_life where valid_to < valid_from`),
      ).toEqual([]);
    }
  });

  test("does not turn time back either when all that it knew had vanished", async () => {
    const { groups } = truthOf(randomOrganisation(randomNumbers(15)));
    const told = { nouns: ["groups"] as const };
    await stage.apply({ groups }, { ...told, now: minute(0) });
    await stage.apply({ groups: [] }, { ...told, now: minute(5) });
    await stage.apply({ groups }, { ...told, now: minute(1) });
    expect(
      await stage.sql(
        `select from identity_group_life one join identity_group_life two on two.id = one.id
         where one.valid_from < two.valid_from and one.valid_to > two.valid_from`,
      ),
    ).toEqual([]);
  });
});

describe("a reading of one thing", () => {
  const things = [
    { kind: "account", id: "100000000003" },
    { kind: "permission-set", id: "ps-2" },
    { kind: "permission-set", id: "arn:aws:sso:::permissionSet/ssoins-1/ps-3" },
    { kind: "group", id: "group-1" },
    { kind: "person", id: "person-4" },
  ] as const;

  const is = (kind: (typeof things)[number]["kind"], id: string) => ({
    account: (value: string) => kind === "account" && value === id,
    set: (value: string) => kind === "permission-set" && (value === id || value.endsWith(`/${id}`)),
    group: (value: string) => kind === "group" && value === id,
    person: (value: string) => kind === "person" && value === id,
  });

  /** What belongs to the thing. */
  function about({ kind, id }: (typeof things)[number], catalogue: Catalogue): Catalogue {
    const { account, set, group, person } = is(kind, id);
    return {
      organisations: [],
      units: [],
      accounts: catalogue.accounts.filter((row) => account(row.id)),
      permissionSets: catalogue.permissionSets.filter((row) => set(row.arn)),
      groups: catalogue.groups.filter((row) => group(row.id)),
      people: catalogue.people.filter((row) => person(row.id)),
      memberships: catalogue.memberships.filter((row) => group(row.groupId) || person(row.personId)),
      provisioned: catalogue.provisioned.filter((row) => account(row.accountId) || set(row.permissionSetArn)),
      assignments: catalogue.assignments.filter(
        (row) =>
          account(row.accountId) ||
          set(row.permissionSetArn) ||
          (row.principalKind === "group" ? group(row.principalId) : person(row.principalId)),
      ),
    };
  }

  /** A catalogue in which what belongs to the thing is as in another one. */
  function replaced(thing: (typeof things)[number], known: Catalogue, read: Catalogue): Catalogue {
    const was = about(thing, known);
    const becomes = about(thing, read);
    const merge = <Row>(all: readonly Row[], out: readonly Row[], into: readonly Row[]): Row[] => [
      ...all.filter((row) => !out.includes(row)),
      ...into,
    ];
    return truthOf({
      ...known,
      accounts: merge(known.accounts, was.accounts, becomes.accounts),
      permissionSets: merge(known.permissionSets, was.permissionSets, becomes.permissionSets),
      groups: merge(known.groups, was.groups, becomes.groups),
      people: merge(known.people, was.people, becomes.people),
      memberships: merge(known.memberships, was.memberships, becomes.memberships),
      provisioned: merge(known.provisioned, was.provisioned, becomes.provisioned),
      assignments: merge(known.assignments, was.assignments, becomes.assignments),
    });
  }

  test.each(things)("changes what belongs to it and nothing else: %j", async (thing) => {
    const random = randomNumbers(21);
    let known = truthOf(randomOrganisation(random));
    await stage.apply(staged(known), { now: minute(0) });
    for (let at = 1; at <= 4; at++) {
      const read = randomOrganisation(random);
      await stage.apply(staged(about(thing, read)), { now: minute(at), scope: thing });
      known = replaced(thing, known, read);
      await expectStored(known);
      await expectCounted(known);
      await expectIndexed();
    }
  });

  test.each(things)("outlives a crawl that began before it: %j", async (thing) => {
    const random = randomNumbers(22);
    const [first, refreshed, late] = [
      truthOf(randomOrganisation(random)),
      randomOrganisation(random),
      truthOf(randomOrganisation(random)),
    ];
    await stage.apply(staged(first), { now: minute(0) });
    await stage.sql(
      `insert into refresh (kind, target_id, state, asked_by_id, asked_at, started_at, finished_at)
       values ($1, $2, 'done', 'somebody', $3, $3, $3)`,
      [thing.kind, thing.id.slice(thing.id.lastIndexOf("/") + 1), minute(2)],
    );
    await stage.apply(staged(about(thing, refreshed)), { now: minute(2), scope: thing });
    await stage.apply(staged(late), { now: minute(3), since: minute(1) });
    const kept = replaced(thing, late, replaced(thing, first, refreshed));
    await expectStored(kept);
    await expectCounted(kept);
    await stage.apply(staged(late), { now: minute(5), since: minute(4) });
    await expectStored(late);
  });

  test("what it brought along is not undone by a crawl that began before it", async () => {
    const known = truthOf(randomOrganisation(randomNumbers(24)));
    await stage.apply(staged(known), { now: minute(0) });
    const [thing] = things;
    const [[person], [group]] = [known.people, known.groups];
    const pair = known.provisioned.find((row) => row.accountId === thing.id);
    if (!person || !group || !pair) throw new Error("There is too little.");
    const made = { ...group, id: "group-made-meanwhile" };
    const membership = { groupId: made.id, personId: person.id };
    const held = { ...pair, principalKind: "group", principalId: made.id } as const;
    const refreshed = {
      ...about(thing, known),
      groups: [made],
      memberships: [membership],
      assignments: [...about(thing, known).assignments, held],
    };
    const runId = randomUUID();
    await stage.sql(
      `insert into refresh (id, kind, target_id, state, asked_by_id, asked_at, started_at, finished_at)
       values ($1, 'account', $2, 'done', 'somebody', $3, $3, $3)`,
      [runId, thing.id, minute(2)],
    );
    await stage.apply(staged(refreshed), { now: minute(2), scope: thing, runId });
    await stage.apply(staged(known), { now: minute(3), since: minute(1) });
    const kept = truthOf({
      ...known,
      groups: [...known.groups, made],
      memberships: [...known.memberships, membership],
      assignments: [...known.assignments, held],
    });
    await expectStored(kept);
    await expectCounted(kept);
    await stage.apply(staged(known), { now: minute(5), since: minute(4) });
    await expectStored(known);
  });

  test("a status that was looked up while the crawl went on stays", async () => {
    const catalogue = truthOf(randomOrganisation(randomNumbers(23)));
    const people = catalogue.people.map((person) => ({ ...person, status: "ENABLED" as const }));
    const [person] = people;
    if (!person) throw new Error("There is nobody.");
    await stage.apply(staged({ ...catalogue, people }), { now: minute(0) });
    await stage.sql(
      `with moment as (select set_config('gatehouse.moment', $1, false))
       update person set status = 'DISABLED' from moment where id = $2`,
      [minute(2).toISOString(), person.id],
    );
    await stage.apply(staged({ ...catalogue, people }), { now: minute(3), since: minute(1) });
    expect(await db().person.count({ where: { status: "DISABLED" } })).toBe(1);
    await stage.apply(staged({ ...catalogue, people }), { now: minute(5), since: minute(4) });
    expect(await db().person.count({ where: { status: "DISABLED" } })).toBe(0);
  });
});

test("what a grant explains, and what the ledger has seen gone, is not standing access", async () => {
  const catalogue = truthOf(randomOrganisation(randomNumbers(31)));
  const direct = catalogue.assignments.filter(({ principalKind }) => principalKind === "user");
  const [explained, gone, foreign] = direct;
  if (!explained || !gone || !foreign) throw new Error("There are too few assignments.");
  await stage.sql("set session_replication_role = replica");
  for (const [row, origin, seen, state] of [
    [explained, "ours", "present", "active"],
    [gone, "ours", "absent", "ended"],
    [foreign, "preexisting", "present", "active-preexisting"],
  ] as const) {
    const tuple = [row.accountId, row.permissionSetArn, row.principalId];
    await stage.sql(
      `insert into managed_assignment (instance_arn, account_id, permission_set_arn, person_id, origin, seen, seen_at, created_at)
       values ('i', $1, $2, $3, $4, $5, now(), now())`,
      [...tuple, origin, seen],
    );
    await stage.sql(
      `insert into access_grant (id, request_id, account_id, permission_set_arn, person_id, starts_at, ends_at, session_minutes, fingerprint, state, created_at)
       values (gen_random_uuid(), gen_random_uuid(), $1, $2, $3, now(), now() + interval '1 hour', 60, 'f', $4, now())`,
      [...tuple, state],
    );
  }
  await stage.sql("set session_replication_role = origin");
  await stage.apply(staged(catalogue), { now: minute(0) });
  const byHand = countedByHand(catalogue, (row) => row !== explained && row !== gone);
  expect(inOrder(await stage.sql("select * from account_summary"))).toEqual(inOrder(byHand.account));
  expect(inOrder(await stage.sql("select * from person_summary"))).toEqual(inOrder(byHand.person));
});
