import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { readNow } from "#lib/db/now.ts";
import { setWebEnvironment, signedIn } from "#lib/queries/catalogue/viewers.fixture.ts";
import { acceptCollapse } from "./accept-collapse.ts";
import { halden, setSyncStage } from "./sync/sync-stage.fixture.ts";

let stage: Awaited<ReturnType<typeof setSyncStage>>;
let administrator: Viewer;
let member: Viewer;

const groupId = (name: string): string => {
  const found = halden.groups.find(({ displayName }) => displayName === name);
  if (!found) throw new Error(`Halden has no ${name}.`);
  return found.id;
};
const memberOf = (name: string): string => {
  const found = halden.users.find(
    ({ id, status }) =>
      status === "ENABLED" &&
      halden.memberships.some((row) => row.userId === id && row.groupId === groupId(name)),
  );
  if (!found) throw new Error(`${name} has no member.`);
  return found.id;
};

beforeAll(async () => {
  setWebEnvironment({
    administrators: groupId("gatehouse-administrators"),
    auditors: groupId("gatehouse-auditors"),
  });
  stage = await setSyncStage();
  await stage.read();
  stage.as("web");
  administrator = await signedIn(stage.sql, memberOf("gatehouse-administrators"));
  member = await signedIn(stage.sql, memberOf("payments-engineers"));
});
afterAll(async () => {
  await stage.end();
});
beforeEach(async () => {
  await stage.sql("delete from sync_run where state <> 'done'");
});

const accepting = async (viewer: Viewer, runId: string): ReturnType<typeof acceptCollapse> => {
  stage.as("web");
  return acceptCollapse({ actor: { kind: "person", viewer }, now: await readNow() }, runId);
};

/** A run that was refused for this, as a read leaves it. */
async function refused(implausible: unknown, accepts: unknown = null): Promise<string> {
  const [run] = await stage.sql(
    `insert into sync_run (state, asked_at, started_at, finished_at, failure, implausible, accepts)
     values ('failed', gatehouse_now(), gatehouse_now(), gatehouse_now(), 'Too little.', $1, $2) returning id`,
    [implausible && JSON.stringify(implausible), accepts && JSON.stringify(accepts)],
  );
  return String(run?.id);
}

const people = { noun: "people", stored: 300, read: 20 } as const;

test("a member may not", async () => {
  const runId = await refused(people);
  expect(await accepting(member, runId)).toEqual({ ok: false, refusal: { code: "not-allowed" } });
});

test.each<[string, () => Promise<string>, string]>([
  ["a run that nobody knows", async () => "no-run", "unknown"],
  ["a run that failed for another reason", async () => refused(null), "nothing-to-accept"],
  [
    "a run that is not the latest",
    async () => {
      const early = await refused(people);
      await stage.sql("update sync_run set finished_at = finished_at - interval '1 hour' where id = $1", [
        early,
      ]);
      await refused(people);
      return early;
    },
    "superseded",
  ],
  [
    "an organisation without an account",
    async () => refused({ noun: "accounts", stored: 60, read: 0 }),
    "never-empty",
  ],
])("%s cannot be accepted", async (_, run, code) => {
  expect(await accepting(administrator, await run())).toEqual({ ok: false, refusal: { code } });
});

test("a run that is asked for already stands in the way", async () => {
  const runId = await refused(people);
  await stage.sql("insert into sync_run (state, asked_at) values ('asked', gatehouse_now())");
  expect(await accepting(administrator, runId)).toEqual({ ok: false, refusal: { code: "sync-running" } });
});

test("what was accepted for the refused run stays accepted, and the audit has it", async () => {
  const groups = { noun: "groups", stored: 40, read: 3 } as const;
  const answer = await accepting(administrator, await refused(people, [groups]));
  if (!answer.ok) throw new Error(answer.refusal.code);
  const run = await db().syncRun.findUniqueOrThrow({ where: { id: answer.value.runId } });
  expect(run).toMatchObject({
    state: "asked",
    askedById: administrator.personId,
    accepts: [groups, people],
  });
  const events = await db().auditEvent.findMany({ where: { targetId: run.id } });
  expect(events).toMatchObject([
    { action: "sync.collapse-accepted", actorId: administrator.personId, details: people },
  ]);
});

test("a real collapse of two nouns is read once both were accepted, one after the other", async () => {
  await stage.change((state) => {
    state.users = state.users.slice(0, 20);
    const left = new Set(state.users.map(({ id }) => id));
    state.memberships = state.memberships.filter(({ userId }) => left.has(userId));
  });
  stage.as("worker");
  for (const noun of ["people", "memberships"]) {
    expect(await stage.read()).toMatchObject({ kind: "failed" });
    const run = await db().syncRun.findFirstOrThrow({
      where: { state: "failed" },
      orderBy: { finishedAt: "desc" },
    });
    expect(run.implausible).toMatchObject({ noun });
    expect((await accepting(administrator, run.id)).ok).toBe(true);
    stage.as("worker");
  }
  expect(await stage.read()).toMatchObject({ kind: "done", counts: { people: 20 } });
  expect(await db().person.count()).toBe(20);
});

test("the read that is asked for goes as deep as the one that was refused", async () => {
  const runId = await refused(people);
  await stage.sql("update sync_run set depth = 'thorough' where id = $1", [runId]);
  expect(await accepting(administrator, runId)).toMatchObject({ ok: true });
  expect(await stage.sql("select depth::text as depth from sync_run where state = 'asked'")).toEqual([
    { depth: "thorough" },
  ]);
});
