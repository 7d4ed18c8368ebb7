import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { content } from "#lib/core/rules/rule.fixture.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { readNow } from "#lib/db/now.ts";
import { askSync } from "#lib/operations/ask-sync.ts";
import { halden, setSyncStage } from "#lib/operations/sync/sync-stage.fixture.ts";
import { accountFor } from "./account.ts";
import { reachOfAccount } from "./account-access.ts";
import { permissionSetsInAccount, rulesCoveringAccount } from "./account-surroundings.ts";
import { waysIntoAccount } from "./account-ways.ts";
import { accountsFor } from "./accounts.ts";
import { accountsReached } from "./accounts-reached.ts";
import { grantsAbout } from "./grants-about.ts";
import { everyMemberOfGroup, groupFor, membersOfGroup } from "./group.ts";
import { groupsFor } from "./groups.ts";
import { organisationGlance } from "./organisation-glance.ts";
import { peopleFor } from "./people.ts";
import { everybodyReachingAccount, peopleReachingAccount } from "./people-reaching.ts";
import { permissionSetFor } from "./permission-set.ts";
import { permissionSetsFor } from "./permission-sets.ts";
import { personFor } from "./person.ts";
import { reachOf } from "./reach-of.ts";
import { syncAge } from "./sync-age.ts";
import { latestRuns, lettersWaiting, openOperations, stuckGrants, workersSeen } from "./system-status.ts";
import { unitTree } from "./unit-tree.ts";
import { setWebEnvironment, signedIn } from "./viewers.fixture.ts";

let stage: Awaited<ReturnType<typeof setSyncStage>>;
let administrator: Viewer;
let auditor: Viewer;
let member: Viewer;

const named = <Row extends { id?: string }>(rows: readonly Row[], has: (row: Row) => boolean): Row => {
  const found = rows.find(has);
  if (!found) throw new Error("Halden is not what it was.");
  return found;
};
const group = (name: string) => named(halden.groups, (each) => each.displayName === name);
const account = (name: string) => named(halden.accounts, (each) => each.name === name);
const set = (name: string) => {
  const found = halden.permissionSets.find((each) => each.name === name);
  if (!found) throw new Error(`Halden has no ${name}.`);
  return found;
};
const memberOf = (name: string) =>
  named(
    halden.users,
    (user) =>
      user.status === "ENABLED" &&
      halden.memberships.some((row) => row.groupId === group(name).id && row.userId === user.id),
  );

const paymentsProd = account("payments-prod").id;
const ines = named(halden.users, (user) => user.userName === "ines.okafor").id;
const operator = set("PaymentsOperator").arn;

beforeAll(async () => {
  setWebEnvironment({
    administrators: group("gatehouse-administrators").id,
    auditors: group("gatehouse-auditors").id,
  });
  stage = await setSyncStage();
  await stage.read();
  await stage.sql(`update sync_run set started_at = asked_at - interval '3 hours',
    reads_since = asked_at - interval '3 hours', finished_at = gatehouse_now()`);
  stage.as("web");
  administrator = await signedIn(stage.sql, memberOf("gatehouse-administrators").id);
  auditor = await signedIn(stage.sql, memberOf("gatehouse-auditors").id);
  member = await signedIn(stage.sql, ines);
});
afterAll(async () => {
  await stage.end();
});

describe("those who may not read everything get nothing", () => {
  test("from any list", async () => {
    const lists = await Promise.all([
      accountsFor(member, {}),
      accountsFor(member, { sort: "people" }),
      permissionSetsFor(member, {}),
      groupsFor(member, {}),
      peopleFor(member, {}),
    ]);
    for (const list of lists) expect(list).toEqual({ rows: [], skipped: 0, total: 0, unfiltered: 0 });
    const now = await readNow();
    for (const rows of await Promise.all([
      unitTree(member),
      latestRuns(member),
      workersSeen(member, now),
      openOperations(member),
      stuckGrants(member),
      permissionSetsInAccount(member, paymentsProd),
      rulesCoveringAccount(member, paymentsProd),
    ])) {
      expect(rows).toEqual([]);
    }
  });

  test("from any page of one thing, their own included", async () => {
    expect(await accountFor(member, paymentsProd)).toBeNull();
    expect(await permissionSetFor(member, operator.slice(operator.lastIndexOf("/") + 1))).toBeNull();
    expect(await groupFor(member, group("payments-engineers").id)).toBeNull();
    expect(await personFor(member, ines)).toBeNull();
    expect(await organisationGlance(member)).toBeNull();
    expect(await lettersWaiting(member, await readNow())).toBeNull();
    const nothing = { rows: [], skipped: 0, total: 0 };
    for (const page of await Promise.all([
      waysIntoAccount(member, paymentsProd),
      peopleReachingAccount(member, paymentsProd),
      accountsReached(member, { personId: ines }),
      membersOfGroup(member, group("payments-engineers").id),
    ])) {
      expect(page).toMatchObject(nothing);
    }
    expect(await reachOfAccount(member, paymentsProd, await readNow())).toMatchObject({
      people: 0,
      paths: 0,
    });
    expect(await reachOf(member, { permissionSetArn: operator }, await readNow())).toMatchObject({
      paths: 0,
    });
    expect(await grantsAbout(member, { personId: ines })).toEqual({ grants: [], total: 0 });
  });
});

describe("accounts", () => {
  test("an auditor reads as much as an administrator", async () => {
    expect(await accountsFor(auditor, {})).toEqual(await accountsFor(administrator, {}));
  });

  test.each(["name", "people"] as const)(
    "pages by %s show every account once, forwards and backwards",
    async (sort) => {
      const first = await accountsFor(administrator, { sort });
      const seen = [...first.rows];
      let page = first;
      while (page.skipped + page.rows.length < page.total) {
        page = await accountsFor(administrator, { sort, after: page.rows.at(-1)?.id });
        expect(page.skipped).toBe(seen.length);
        seen.push(...page.rows);
      }
      expect(seen.map(({ id }) => id).sort()).toEqual(halden.accounts.map(({ id }) => id).sort());
      const back = await accountsFor(administrator, { sort, before: page.rows[0]?.id });
      expect(back.rows.map(({ id }) => id)).toEqual(
        seen.slice(back.skipped, back.skipped + back.rows.length).map(({ id }) => id),
      );
    },
  );

  test("a unit leaves its own accounts and those below it", async () => {
    const tree = await unitTree(administrator);
    for (const unit of tree) {
      const { total } = await accountsFor(administrator, { unit: unit.id });
      expect(total).toBe(unit.accounts);
    }
    expect(tree[0]).toMatchObject({ depth: 0, accounts: halden.accounts.length });
  });

  test.each([
    ["a part of the name", "ments-pro", "payments-prod"],
    ["the id", paymentsProd, "payments-prod"],
    ["a tag's value", "priya.raghunathan", "payments-prod"],
  ])("the search finds %s", async (_, q, name) => {
    const { rows } = await accountsFor(administrator, { q });
    expect(rows.map((row) => row.name)).toContain(name);
  });

  test("what is typed has no wildcards", async () => {
    expect((await accountsFor(administrator, { q: "%" })).total).toBe(0);
    expect((await accountsFor(administrator, { q: "p_yments" })).total).toBe(0);
  });
});

describe("who can reach what, and by which way", () => {
  test("through a group", async () => {
    const people = await everyone(everybodyReachingAccount(administrator, paymentsProd, {}));
    const expected = halden.memberships.filter((row) => row.groupId === group("payments-engineers").id);
    for (const { userId } of expected) {
      const found = people.find((person) => person.id === userId);
      expect(found?.by).toContainEqual(
        expect.objectContaining({
          groupName: "payments-engineers",
          permissionSetName: "PaymentsReadOnly",
          endsAt: null,
        }),
      );
    }
  });

  test("directly, without an end, until a grant explains it", async () => {
    await stage.sql(
      "insert into assignment values ($1, $2, 'user', $3, gatehouse_now()) on conflict do nothing",
      [paymentsProd, operator, ines],
    );
    const before = await accountsReached(administrator, { personId: ines }, { through: "direct" });
    const direct = before.rows[0]?.ways[0];
    expect(direct).toMatchObject({
      accountName: "payments-prod",
      permissionSetName: "PaymentsOperator",
      grant: null,
    });

    await grantIt("active", "present");
    const after = await waysIntoAccount(administrator, paymentsProd);
    expect(after.rows[0]).toMatchObject({ principalId: ines, grant: { state: "active", ticket: "PAY-1" } });
    expect(await reachOfAccount(administrator, paymentsProd, await readNow())).toMatchObject({
      temporary: 1,
    });
    const { rows } = await accountsFor(administrator, { q: "payments-prod" });
    expect(rows[0]).toMatchObject({ temporary: 1 });
    expect(await grantsAbout(administrator, { accountId: paymentsProd })).toMatchObject({ total: 1 });
  });

  test("what the ledger saw since the last read comes before what that read listed", async () => {
    await stage.sql("delete from assignment where principal_id = $1", [ines]);
    expect((await waysIntoAccount(administrator, paymentsProd)).rows[0]).toMatchObject({ principalId: ines });
    await stage.sql("insert into assignment values ($1, $2, 'user', $3, gatehouse_now())", [
      paymentsProd,
      operator,
      ines,
    ]);
    await stage.sql("update managed_assignment set seen = 'absent', seen_at = gatehouse_now()");
    const gone = await accountsReached(administrator, { personId: ines }, { through: "direct" });
    expect(gone.rows).toEqual([]);
  });

  test("orphans are shown, and let nobody in", async () => {
    const orphan = named(
      halden.assignments.map((row) => ({ ...row, id: row.principalId })),
      (row) => ![...halden.users, ...halden.groups].some(({ id }) => id === row.principalId),
    );
    const { rows: ways } = await waysIntoAccount(administrator, orphan.accountId);
    expect(ways.find((way) => way.principalId === orphan.principalId)).toMatchObject({
      principalName: null,
      people: 0,
    });
    const { rows } = await accountsFor(administrator, { q: orphan.accountId });
    expect(rows[0]?.orphans).toBeGreaterThan(0);
    expect((await organisationGlance(administrator))?.orphans).toBeGreaterThan(0);
  });

  test("disabled people are shown as such, and do not count as reaching", async () => {
    const disabled = named(halden.users, (user) => user.status === "DISABLED" && inAnyGroup(user.id));
    const person = await personFor(administrator, disabled.id);
    expect(person?.status).toBe("DISABLED");
    const { rows: accounts } = await accountsReached(administrator, { personId: disabled.id });
    const reached = accounts[0]?.id ?? "";
    const people = await everyone(everybodyReachingAccount(administrator, reached, {}));
    expect(people.find(({ id }) => id === disabled.id)).toMatchObject({ status: "DISABLED" });
    const able = people.filter(({ status }) => status !== "DISABLED");
    expect(await reachOfAccount(administrator, reached, await readNow())).toMatchObject({
      people: able.length,
    });
  });

  test("a group's page tells its members and what it reaches", async () => {
    const { id } = group("payments-leads");
    const members = await everyone(everyMemberOfGroup(administrator, id, {}));
    expect(members.map((person) => person.id).sort()).toEqual(
      halden.memberships
        .filter((row) => row.groupId === id)
        .map((row) => row.userId)
        .sort(),
    );
    expect((await reachOf(administrator, { groupId: id }, await readNow())).paths).toBe(
      halden.assignments.filter((row) => row.principalId === id).length,
    );
  });
});

describe("the age of what is shown", () => {
  test("is that of the last complete read, and a failure is told", async () => {
    const now = await readNow();
    const age = await syncAge(member, now);
    expect(age).toMatchObject({ failed: null, underWay: null });
    expect(age.readAt).toBeInstanceOf(Date);
    await stage.sql(
      `insert into sync_run (state, asked_at, started_at, finished_at, failure)
       values ('failed', gatehouse_now(), gatehouse_now(), gatehouse_now() + interval '1 minute', 'AWS did not answer.')`,
    );
    expect(await syncAge(member, now)).toMatchObject({ failed: { failure: "AWS did not answer." } });
    await stage.sql("delete from sync_run where state = 'failed'");
  });
});

describe("asking for a read", () => {
  const asking = async (viewer: Viewer) =>
    await askSync({ actor: { kind: "person", viewer }, now: await readNow() });

  test("is the administrator's alone", async () => {
    for (const viewer of [member, auditor]) {
      expect(await asking(viewer)).toEqual({ ok: false, refusal: { code: "not-allowed" } });
    }
  });

  test("is heard once, even when two ask at the same moment", async () => {
    const answers = await Promise.all([asking(administrator), asking(administrator)]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers).toContainEqual({ ok: false, refusal: { code: "sync-running" } });
    expect(await stage.sql("select from audit_event where action = 'sync.asked'")).toHaveLength(1);
    expect((await syncAge(member, await readNow())).underWay).toEqual({ state: "asked" });
    stage.as("worker");
    expect((await stage.read())?.kind).toBe("done");
    const [run] = await stage.sql(
      "select asked_by_id from sync_run where state = 'done' order by finished_at desc",
    );
    expect(run).toEqual({ asked_by_id: administrator.personId });
    stage.as("web");
  });
});

async function everyone<Row>(rows: AsyncIterable<Row>): Promise<Row[]> {
  const read: Row[] = [];
  for await (const row of rows) read.push(row);
  return read;
}

function inAnyGroup(userId: string): boolean {
  return halden.memberships.some(
    (row) => row.userId === userId && halden.assignments.some((given) => given.principalId === row.groupId),
  );
}

/** A grant of PaymentsOperator to Ines with its ledger row, as a decision and the worker leave it behind. */
async function grantIt(state: string, seen: string): Promise<void> {
  await stage.sql(
    `with rule as (
       insert into rule (name, description, enabled, version, priority, content, created_at, updated_at)
       values ('Payments', '', true, 1, 100, $4, gatehouse_now(), gatehouse_now()) returning id, name, content
     ), version as (
       insert into rule_version (rule_id, version, name, description, enabled, priority, content, created_at, created_by)
       select id, 1, name, '', true, 100, content, gatehouse_now(), 'a test' from rule
     )
     insert into request (requester_id, requester_name, account_id, account_name, permission_set_arn, permission_set_name,
                          duration_minutes, reason, ticket, rule_id, rule_name, rule_version, created_at, lapses_at)
     select $1, 'Ines', $2, 'payments-prod', $3, 'PaymentsOperator', 60, 'why', 'PAY-1', id, 'Payments', 1, gatehouse_now(),
            gatehouse_now() + interval '1 day' from rule`,
    [ines, paymentsProd, operator, JSON.stringify(content())],
  );
  await stage.sql(
    `insert into decision (request_id, requester_id, decider_id, decider_name, verdict, comment, granted_minutes, content_hash, session_id, decided_at)
     select id, requester_id, 'another', 'Another', 'approve', '', 60, 'hash', gen_random_uuid(), gatehouse_now() from request`,
  );
  await stage.sql("update request set state = 'approved', settled_at = gatehouse_now()");
  await stage.sql(
    `with ledger as (
       insert into managed_assignment (instance_arn, account_id, permission_set_arn, person_id, origin, seen, seen_at, created_at)
       values ('instance', $2, $3, $1, 'ours', $4::sighting, gatehouse_now(), gatehouse_now()) returning id
     )
     insert into access_grant (request_id, person_id, account_id, permission_set_arn, starts_at, ends_at, session_minutes,
                               fingerprint, created_at)
     select r.id, $1, $2, $3, gatehouse_now(), gatehouse_now() + interval '1 hour', 60, 'print', gatehouse_now() from request r, ledger`,
    [ines, paymentsProd, operator, seen],
  );
  await stage.sql(
    "update access_grant set state = $1::grant_state, managed_assignment_id = (select id from managed_assignment)",
    [state],
  );
}
