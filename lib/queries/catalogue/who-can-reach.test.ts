import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { setStage } from "#lib/auth/testing/stage.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { readNow } from "#lib/db/now.ts";
import { reachOfAccount } from "./account-access.ts";
import { flowsIntoAccount, waysIntoAccount } from "./account-ways.ts";
import { accountsReached, type WaysAbout } from "./accounts-reached.ts";
import { asSet, type ExpectedWay, expectedWays } from "./expected-ways.fixture.ts";
import { everybodyReachingAccount, peopleReachingAccount } from "./people-reaching.ts";
import { randomOrganisation, storeOrganisation } from "./random-organisation.fixture.ts";
import { leavingGroup, reachOf } from "./reach-of.ts";
import { rolesGiven } from "./roles-given.ts";
import { signedIn } from "./viewers.fixture.ts";
import type { WayFilters } from "./ways.ts";

const organisation = randomOrganisation();
const { accounts, sets, groups, people } = organisation;
const { ways, letsIn, isOrphan, isEnabled } = expectedWays(organisation);
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

const setId = (arn: string) => arn.slice(arn.lastIndexOf("/") + 1);
const crowded = [...accounts]
  .map(({ id }) => ({ id, own: ways.filter((way) => way.accountId === id) }))
  .filter(({ own }) => own.length > 0);

/** The filters that make a difference for a handful of ways, and what they leave. */
function filtersFor(own: readonly ExpectedWay[]): [WayFilters, (way: ExpectedWay) => boolean][] {
  const [some] = own;
  const group = own.find((way) => way.kind === "group")?.principal ?? "none";
  return [
    [{}, () => true],
    [{ kind: "standing" }, (way) => !way.isTemporary],
    [{ kind: "temporary" }, (way) => way.isTemporary],
    [{ through: "direct" }, (way) => way.kind === "user"],
    [{ through: group }, (way) => way.kind === "group" && way.principal === group],
    [{ set: setId(some?.set ?? "") }, (way) => way.set === some?.set],
    [{ set: setId(some?.set ?? ""), kind: "standing" }, (way) => way.set === some?.set && !way.isTemporary],
  ];
}

describe("who can reach an account", () => {
  test("is everybody whom a way lets in, each with all of those ways, whatever is asked for", async () => {
    for (const { id, own } of crowded) {
      for (const [filters, matches] of filtersFor(own)) {
        const expected = people.flatMap((person) =>
          own
            .filter((way) => matches(way) && letsIn(way, person.id))
            .map((way) => [
              person.id,
              person.status,
              way.set,
              way.kind === "user" ? null : way.principal,
              way.isTemporary,
            ]),
        );
        const found = [];
        for await (const person of everybodyReachingAccount(reader, id, filters)) {
          for (const way of person.by) {
            found.push([person.id, person.status, way.permissionSetArn, way.groupId, way.endsAt !== null]);
          }
        }
        expect(asSet(found)).toEqual(asSet(expected));
      }
    }
  });

  test("is shown page by page, by name, forwards and backwards", async () => {
    const given = ways.find((way) => way.kind === "group" && !isOrphan(way));
    const accountId = given?.accountId ?? "";
    const groupId = given?.principal;
    const members = organisation.memberships.filter((row) => row.group_id === groupId);
    await stage.sql(
      "insert into membership (group_id, person_id) select $1, id from person on conflict do nothing",
      [groupId],
    );
    const names: string[] = [];
    let page = await peopleReachingAccount(reader, accountId);
    const seen = [...page.rows];
    while (page.skipped + page.rows.length < page.total) {
      page = await peopleReachingAccount(reader, accountId, { after: page.rows.at(-1)?.id });
      expect(page.skipped).toBe(seen.length);
      seen.push(...page.rows);
    }
    for (const { name, id } of seen) names.push(`${name} ${id}`);
    expect(names).toEqual(names.toSorted());
    expect(new Set(names).size).toBe(page.total);
    expect(page.total).toBeGreaterThanOrEqual(people.length);
    const back = await peopleReachingAccount(reader, accountId, { before: page.rows[0]?.id });
    expect(back.rows.map(({ id }) => id)).toEqual(
      seen.slice(back.skipped, back.skipped + back.rows.length).map(({ id }) => id),
    );
    await stage.sql("delete from membership where group_id = $1 and person_id <> all ($2)", [
      groupId,
      members.map((row) => row.person_id),
    ]);
  });

  test("keeps to the disabled, or leaves them out", async () => {
    for (const { id } of crowded) {
      for await (const person of everybodyReachingAccount(reader, id, { disabled: "only" })) {
        expect(isEnabled(person.id)).toBe(false);
      }
      for await (const person of everybodyReachingAccount(reader, id, { disabled: "without" })) {
        expect(isEnabled(person.id)).toBe(true);
      }
    }
  });

  test("is counted as it is listed", async () => {
    const now = await readNow();
    for (const { id } of accounts) {
      const own = ways.filter((way) => way.accountId === id);
      const by = (matches: (way: ExpectedWay) => boolean) =>
        people.filter(
          (person) => isEnabled(person.id) && own.some((way) => matches(way) && letsIn(way, person.id)),
        ).length;
      expect(await reachOfAccount(reader, id, now)).toMatchObject({
        people: by(() => true),
        standing: by((way) => !way.isTemporary),
        temporary: by((way) => way.isTemporary),
        administrators: by(
          (way) =>
            !way.isTemporary && sets.some((set) => set.arn === way.set && set.administrator_like !== null),
        ),
        paths: own.length,
        orphans: own.filter(isOrphan).length,
      });
    }
  });

  test("is drawn whole: every path belongs to one flow", async () => {
    for (const { id, own } of crowded) {
      const flows = await flowsIntoAccount(reader, id);
      expect(flows.reduce((sum, flow) => sum + flow.paths, 0)).toBe(own.length);
      const listed = await waysIntoAccount(reader, id, { all: true });
      expect(
        asSet(
          listed.rows.map((way) => [
            way.permissionSetArn,
            way.principalKind,
            way.principalId,
            way.grant !== null,
            way.principalName === null,
          ]),
        ),
      ).toEqual(asSet(own.map((way) => [way.set, way.kind, way.principal, way.isTemporary, isOrphan(way)])));
    }
  });
});

const things: [string, WaysAbout[], (way: ExpectedWay, about: WaysAbout) => boolean][] = [
  [
    "a person",
    people.map(({ id }) => ({ personId: id })),
    (way, about) => "personId" in about && letsIn(way, about.personId),
  ],
  [
    "a group",
    groups.map(({ id }) => ({ groupId: id })),
    (way, about) => "groupId" in about && way.kind === "group" && way.principal === about.groupId,
  ],
  [
    "a permission set",
    sets.map(({ arn }) => ({ permissionSetArn: arn })),
    (way, about) => "permissionSetArn" in about && way.set === about.permissionSetArn,
  ],
];

describe.each(things)("what %s reaches", (_, all, reaches) => {
  test("is the same by account, by path and in figures", async () => {
    const now = await readNow();
    for (const about of all) {
      const own = ways.filter((way) => reaches(way, about));
      const expected = asSet(
        own.map((way) => [way.accountId, way.set, way.kind, way.principal, way.isTemporary]),
      );
      const { rows } = await accountsReached(reader, about, { all: true });
      const listed = rows
        .flatMap((account) => account.ways)
        .map((way) => [
          way.accountId,
          way.permissionSetArn,
          way.principalKind,
          way.principalId,
          way.grant !== null,
        ]);
      expect(asSet(listed)).toEqual(expected);
      const given = await rolesGiven(reader, about, { all: true });
      expect(given.rows.reduce((sum, role) => sum + role.accounts, 0)).toBe(own.length);
      expect(new Set(given.rows.map(({ key }) => key)).size).toBe(given.total);
      const in_ = (matches: (way: ExpectedWay) => boolean) =>
        new Set(own.filter(matches).map((way) => way.accountId)).size;
      expect(await reachOf(reader, about, now)).toMatchObject({
        accounts: in_(() => true),
        standing: in_((way) => !way.isTemporary),
        temporary: in_((way) => way.isTemporary),
        paths: own.length,
        orphans: own.filter(isOrphan).length,
      });
    }
  });

  test("leaves what the filters leave", async () => {
    for (const about of all.filter((__, index) => index % 3 === 0)) {
      const own = ways.filter((way) => reaches(way, about));
      for (const [filters, matches] of filtersFor(own)) {
        const { rows } = await accountsReached(reader, about, { ...filters, all: true });
        expect(rows.reduce((sum, account) => sum + account.ways.length, 0)).toBe(own.filter(matches).length);
      }
    }
  });
});

test("what would end without a group is what nothing else gives", async () => {
  const role = (way: ExpectedWay) => `${way.accountId} ${way.set}`;
  for (const { person_id: personId, group_id: groupId } of organisation.memberships) {
    const own = ways.filter((way) => letsIn(way, personId));
    const isGiven = (way: ExpectedWay) => way.kind === "group" && way.principal === groupId;
    const given = new Set(own.filter(isGiven).map(role));
    const otherwise = own.filter((way) => !isGiven(way));
    const kept = new Set(otherwise.map(role));
    const ends = [...given].filter((each) => !kept.has(each));
    const lost = new Set(ends.map((each) => each.split(" ")[0]));
    for (const way of otherwise) lost.delete(way.accountId);
    expect(await leavingGroup(reader, personId, groupId)).toEqual({
      ends: ends.length,
      accountsLost: lost.size,
      remains: given.size - ends.length,
    });
    for (const leaving of ["ends", "remains"] as const) {
      const { rows } = await accountsReached(reader, { personId }, { without: groupId, leaving, all: true });
      const roles = new Set(
        rows.flatMap((account) => account.ways.map((way) => `${way.accountId} ${way.permissionSetArn}`)),
      );
      expect([...roles].toSorted()).toEqual(
        [...given].filter((each) => kept.has(each) === (leaving === "remains")).toSorted(),
      );
    }
  }
});

test("an account that thousands reach is walked through, and answers the same", async () => {
  await stage.sql(`insert into identity_group values ('g-all', 'everybody', '', '[]')`);
  await stage.sql(`insert into person (id, user_name, display_name, given_name, family_name, status, external_ids)
    select 'm-' || n, 'many' || n, 'many' || (n * 7919) % 1500, '', '',
      (case when n % 50 = 0 then 'DISABLED' else 'ENABLED' end)::person_status, '[]' from generate_series(1, 1500) n`);
  await stage.sql(
    "insert into membership (group_id, person_id) select 'g-all', id from person where id like 'm-%'",
  );
  await stage.sql("insert into group_summary values ('g-all', 1500, 30, 1, 1, 1)");
  await stage.sql(
    "insert into assignment (account_id, permission_set_arn, principal_kind, principal_id) values ($1, $2, 'group', 'g-all')",
    [accounts[0]?.id, sets[0]?.arn],
  );
  const accountId = accounts[0]?.id ?? "";
  const before = ways.filter((way) => way.accountId === accountId);
  const others = people.filter((person) => before.some((way) => letsIn(way, person.id))).length;
  const seen = new Set<string>();
  for await (const person of everybodyReachingAccount(reader, accountId, {})) seen.add(person.id);
  expect(seen.size).toBe(1500 + others);
  const first = await peopleReachingAccount(reader, accountId, { through: "g-all", disabled: "only" });
  expect(first).toMatchObject({ total: 30, skipped: 0 });
  const next = await peopleReachingAccount(reader, accountId, {
    through: "g-all",
    disabled: "only",
    after: first.rows.at(-1)?.id,
  });
  expect(next).toMatchObject({ total: 30, skipped: 25 });
  expect(next.rows).toHaveLength(5);
});

test("nobody but readers gets any", async () => {
  const [account] = crowded;
  const id = account?.id ?? "";
  const now = await readNow();
  for (const page of await Promise.all([
    peopleReachingAccount(outsider, id),
    waysIntoAccount(outsider, id),
    accountsReached(outsider, { personId: "outsider" }),
    rolesGiven(outsider, { permissionSetArn: sets[0]?.arn ?? "" }),
  ])) {
    expect(page).toMatchObject({ rows: [], total: 0, skipped: 0 });
  }
  for await (const person of everybodyReachingAccount(outsider, id, {})) expect(person).toBeUndefined();
  expect(await flowsIntoAccount(outsider, id)).toEqual([]);
  expect(await reachOfAccount(outsider, id, now)).toMatchObject({ people: 0, paths: 0 });
  expect(await reachOf(outsider, { personId: "outsider" }, now)).toMatchObject({ accounts: 0, paths: 0 });
  expect(await leavingGroup(outsider, "outsider", "any")).toEqual({ ends: 0, accountsLost: 0, remains: 0 });
});
