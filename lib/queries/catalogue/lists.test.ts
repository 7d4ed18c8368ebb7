import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { setStage } from "#lib/auth/testing/stage.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import type { AccountFilters } from "./account-filters.ts";
import { type AccountSorting, accountsFor, everyAccountFor } from "./accounts.ts";
import { expectedLists, inOrder } from "./expected-lists.fixture.ts";
import { everyGroupFor, type GroupFilters, type GroupSorting, groupsFor } from "./groups.ts";
import type { Page, PagePlace } from "./keyset.ts";
import { everyPersonFor, type PeopleFilters, type PeopleSorting, peopleFor } from "./people.ts";
import {
  everyPermissionSetFor,
  type PermissionSetFilters,
  type PermissionSetSorting,
  permissionSetsFor,
} from "./permission-sets.ts";
import { randomOrganisation, storeOrganisation } from "./random-organisation.fixture.ts";
import { unitTree } from "./unit-tree.ts";
import { signedIn } from "./viewers.fixture.ts";

const organisation = randomOrganisation();
const expected = expectedLists(organisation);
let stage: Awaited<ReturnType<typeof setStage>>;
let reader: Viewer;
let outsider: Viewer;

beforeAll(async () => {
  stage = await setStage("http://127.0.0.1:4301");
  await storeOrganisation(stage, organisation);
  reader = await signedIn((text, values) => stage.sql(text, values), "reader");
  outsider = await signedIn((text, values) => stage.sql(text, values), "outsider");
});
afterAll(async () => {
  await stage.end();
});

type Listed = { id: string; name: string };

/** Walks a list page by page to its end and back, and checks what every page says about its place. */
async function walk<Row extends Listed>(
  pageAt: (place: PagePlace) => Promise<Page<Row>>,
  idOf: (row: Row) => string,
): Promise<{ rows: Row[]; total: number }> {
  const first = await pageAt({});
  const rows = [...first.rows];
  let page = first;
  while (page.skipped + page.rows.length < page.total && page.rows.length > 0) {
    const last = page.rows.at(-1);
    page = await pageAt({ after: last && idOf(last) });
    expect(page.skipped).toBe(rows.length);
    expect(page.total).toBe(first.total);
    rows.push(...page.rows);
  }
  while (page.skipped > 0) {
    const from = page.skipped;
    const [head] = page.rows;
    page = await pageAt({ before: head && idOf(head) });
    expect(page.skipped + page.rows.length).toBe(from);
    expect(page.rows.map(idOf)).toEqual(rows.slice(page.skipped, from).map(idOf));
  }
  return { rows, total: first.total };
}

async function all<Row>(rows: AsyncIterable<Row>): Promise<Row[]> {
  const gathered: Row[] = [];
  for await (const row of rows) gathered.push(row);
  return gathered;
}

const orders = [undefined, "reversed"] as const;

describe("accounts", () => {
  type Account = (typeof expected.accounts)[number];
  const filters: readonly [AccountFilters, (account: Account) => boolean][] = [
    [{}, () => true],
    [{ q: "shop1" }, ({ name }) => name.includes("shop1")],
    [
      { q: "TEAM1 shop" },
      ({ name, tags }) => name.includes("shop") && JSON.stringify(tags).includes("team1"),
    ],
    [{ unit: "ou-2" }, ({ path }) => path.includes("ou-2")],
    [{ state: "SUSPENDED" }, ({ state }) => state === "SUSPENDED"],
    [{ tag: "env" }, ({ tags }) => tags.env !== undefined],
    [{ tag: "env", value: "prod" }, ({ tags }) => tags.env === "prod"],
    [{ owner: "team2" }, ({ owner }) => owner === "team2"],
    [{ access: "standing" }, ({ standing }) => standing > 0],
    [{ access: "temporary" }, ({ temporary }) => temporary > 0],
    [{ access: "nobody" }, ({ people }) => people === 0],
    [{ finding: "administrators" }, ({ administrators }) => administrators > 0],
    [{ finding: "orphans" }, ({ orphans }) => orphans > 0],
    [{ finding: "unused" }, ({ assignments }) => assignments === 0],
    [{ finding: "no-owner" }, ({ owner }) => owner === null],
    [
      { state: "ACTIVE", unit: "ou-1", access: "standing", tag: "env" },
      ({ state, path, standing, tags }) =>
        state === "ACTIVE" && path.includes("ou-1") && standing > 0 && tags.env !== undefined,
    ],
  ];
  const sorts: readonly [AccountSorting["sort"], "name" | ((account: Account) => number)][] = [
    [undefined, "name"],
    ["people", ({ standing }) => standing],
    ["administrators", ({ administrators }) => administrators],
  ];

  test.each(filters)(
    "%j leaves these in every order, page by page and all at once",
    async (filter, leaves) => {
      for (const [sort, by] of sorts) {
        const sorted = inOrder(expected.accounts.filter(leaves), by);
        for (const order of orders) {
          const { rows, total } = await walk(
            (place) => accountsFor(reader, { ...filter, sort, order, ...place }),
            ({ id }) => id,
          );
          const wanted = order ? sorted.toReversed() : sorted;
          expect(rows.map(({ id }) => id)).toEqual(wanted.map(({ id }) => id));
          expect(total).toBe(sorted.length);
          expect(await all(everyAccountFor(reader, { ...filter, sort, order }))).toEqual(rows);
        }
      }
      expect(expected.accounts.some(leaves)).toBe(true);
    },
  );

  test("count who reaches each by standing access and by a grant, each person once", async () => {
    const rows = await all(everyAccountFor(reader, {}));
    for (const { path: _path, tags: _tags, ...account } of expected.accounts) {
      expect(rows.find(({ id }) => id === account.id)).toMatchObject(account);
    }
    expect(expected.accounts.some(({ people, standing, temporary }) => people < standing + temporary)).toBe(
      true,
    );
  });
});

describe("people", () => {
  type Person = (typeof expected.people)[number];
  const filters: readonly [PeopleFilters, (person: Person) => boolean][] = [
    [{ q: "person" }, () => true],
    [{ q: "user1" }, ({ userName }) => userName.includes("user1")],
    [{ q: "person", status: "DISABLED" }, ({ status }) => status === "DISABLED"],
    [{ q: "person", access: "standing" }, ({ standing }) => standing > 0],
    [{ q: "person", access: "temporary" }, ({ temporary }) => temporary > 0],
    [{ q: "person", access: "nothing" }, ({ accounts }) => accounts === 0],
    [{ q: "person", finding: "administrators" }, ({ administratorAccounts }) => administratorAccounts > 0],
    [{ q: "person", finding: "direct" }, ({ direct }) => direct > 0],
    [{ q: "person", finding: "no-group" }, ({ groups }) => groups === 0],
  ];
  const sorts: readonly [PeopleSorting["sort"], "name" | ((person: Person) => number)][] = [
    [undefined, "name"],
    ["accounts", ({ standing }) => standing],
    ["administrators", ({ administratorAccounts }) => administratorAccounts],
  ];

  test.each(filters)(
    "%j leaves these in every order, page by page and all at once",
    async (filter, leaves) => {
      for (const [sort, by] of sorts) {
        const sorted = inOrder(expected.people.filter(leaves), by);
        for (const order of orders) {
          const { rows } = await walk(
            (place) => peopleFor(reader, { ...filter, sort, order, ...place }),
            ({ id }) => id,
          );
          expect(rows).toMatchObject(order ? sorted.toReversed() : sorted);
          expect(rows).toHaveLength(sorted.length);
          expect(await all(everyPersonFor(reader, { ...filter, sort, order }))).toEqual(rows);
        }
      }
      expect(expected.people.some(leaves)).toBe(true);
    },
  );
});

describe("groups", () => {
  type Group = (typeof expected.groups)[number];
  const filters: readonly [GroupFilters, (group: Group) => boolean][] = [
    [{ q: "crew" }, () => true],
    [{ q: "crew1" }, ({ name }) => name.includes("crew1")],
    [{ q: "crew", finding: "administrators" }, ({ isAdministrator }) => isAdministrator],
    [{ q: "crew", finding: "empty" }, ({ members }) => members === 0],
    [{ q: "crew", finding: "unused" }, ({ assignments }) => assignments === 0],
    [{ q: "crew", finding: "disabled" }, ({ disabled }) => disabled > 0],
  ];
  const sorts: readonly [GroupSorting["sort"], "name" | ((group: Group) => number)][] = [
    [undefined, "name"],
    ["members", ({ members }) => members],
    ["accounts", ({ accounts }) => accounts],
  ];

  test.each(filters)(
    "%j leaves these in every order, page by page and all at once",
    async (filter, leaves) => {
      for (const [sort, by] of sorts) {
        const sorted = inOrder(expected.groups.filter(leaves), by);
        for (const order of orders) {
          const { rows } = await walk(
            (place) => groupsFor(reader, { ...filter, sort, order, ...place }),
            ({ id }) => id,
          );
          const wanted = order ? sorted.toReversed() : sorted;
          expect(rows).toMatchObject(wanted.map(({ isAdministrator: _is, ...group }) => group));
          expect(rows).toHaveLength(sorted.length);
          expect(await all(everyGroupFor(reader, { ...filter, sort, order }))).toEqual(rows);
        }
      }
      expect(expected.groups.some(leaves)).toBe(true);
    },
  );
});

describe("permission sets", () => {
  type PermissionSet = (typeof expected.sets)[number];
  const filters: readonly [PermissionSetFilters, (set: PermissionSet) => boolean][] = [
    [{}, () => true],
    [{ q: "bills" }, ({ description }) => description.includes("bills")],
    [{ access: "standing" }, ({ standing }) => standing > 0],
    [{ access: "temporary" }, ({ temporary }) => temporary > 0],
    [{ access: "nobody" }, ({ standing, temporary }) => standing + temporary === 0],
    [{ finding: "administrators" }, ({ administratorLike }) => administratorLike !== null],
    [{ finding: "nowhere" }, ({ accounts }) => accounts === 0],
    [{ finding: "unused" }, ({ assignments }) => assignments === 0],
  ];
  const sorts: readonly [PermissionSetSorting["sort"], "name" | ((set: PermissionSet) => number)][] = [
    [undefined, "name"],
    ["accounts", ({ accounts }) => accounts],
    ["people", ({ standing }) => standing],
  ];

  test.each(filters)(
    "%j leaves these in every order, page by page and all at once",
    async (filter, leaves) => {
      for (const [sort, by] of sorts) {
        const sorted = inOrder(expected.sets.filter(leaves), by);
        for (const order of orders) {
          const { rows } = await walk(
            (place) => permissionSetsFor(reader, { ...filter, sort, order, ...place }),
            ({ arn }) => arn,
          );
          const wanted = order ? sorted.toReversed() : sorted;
          expect(rows).toMatchObject(wanted.map(({ id, ...set }) => ({ arn: id, ...set })));
          expect(rows).toHaveLength(sorted.length);
          expect(await all(everyPermissionSetFor(reader, { ...filter, sort, order }))).toEqual(rows);
        }
      }
      expect(expected.sets.some(leaves)).toBe(true);
    },
  );
});

describe("the tree of units", () => {
  test("opens along the way to the chosen unit, and counts what is in and below each", async () => {
    const tree = await unitTree(reader, "ou-2-6");
    const shown = organisation.units.filter(({ parent_id }) =>
      [null, "r-1", "ou-2", "ou-2-6"].includes(parent_id),
    );
    expect(tree.map(({ id }) => id).sort()).toEqual(shown.map(({ id }) => id).sort());
    for (const unit of tree) {
      const inside = expected.accounts.filter(({ path }) => path.includes(unit.id));
      expect(unit).toMatchObject({
        accounts: inside.length,
        own: inside.filter(({ path }) => path.at(-1) === unit.id).length,
        units: organisation.units.filter(({ parent_id }) => parent_id === unit.id).length,
        isOpen: ["r-1", "ou-2", "ou-2-6"].includes(unit.id),
      });
    }
  });

  test("shows the units below the root when none or an unknown one is chosen", async () => {
    for (const chosen of [undefined, "ou-unknown"]) {
      expect((await unitTree(reader, chosen)).map(({ depth }) => depth)).toEqual([0, 1, 1, 1, 1]);
    }
  });
});

test("an anchor that is gone lets a list begin at its beginning", async () => {
  const first = await accountsFor(reader, { sort: "people" });
  expect(await accountsFor(reader, { sort: "people", after: "nothing" })).toEqual(first);
  expect(await accountsFor(reader, { sort: "people", before: "nothing" })).toEqual(first);
});

test("those who may not read everything get nothing, page by page or all at once", async () => {
  for (const list of [accountsFor, peopleFor, groupsFor, permissionSetsFor]) {
    expect(await list(outsider, {})).toEqual({ rows: [], skipped: 0, total: 0, unfiltered: 0 });
  }
  for (const every of [everyAccountFor, everyPersonFor, everyGroupFor, everyPermissionSetFor]) {
    expect(await all<object>(every(outsider, {}))).toEqual([]);
  }
  expect(await unitTree(outsider, "ou-1")).toEqual([]);
});
