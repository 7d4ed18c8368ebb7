import { afterAll, beforeAll, expect, test } from "vitest";
import type { Viewer } from "#lib/core/viewer.ts";
import { halden, setSyncStage } from "#lib/operations/sync/sync-stage.fixture.ts";
import { awsBudgets } from "./aws-budgets.ts";
import { setWebEnvironment, signedIn } from "./viewers.fixture.ts";

let stage: Awaited<ReturnType<typeof setSyncStage>>;
let auditor: Viewer;
let member: Viewer;

const groupNamed = (name: string) => halden.groups.find(({ displayName }) => displayName === name)?.id ?? "";

beforeAll(async () => {
  const [administrators, auditors] = [
    groupNamed("gatehouse-administrators"),
    groupNamed("gatehouse-auditors"),
  ];
  setWebEnvironment({ administrators, auditors });
  stage = await setSyncStage();
  await stage.read();
  stage.as("web");
  const mayRead = (userId: string) =>
    halden.memberships.some(
      (row) => row.userId === userId && (row.groupId === administrators || row.groupId === auditors),
    );
  const enabled = halden.users.filter(({ status }) => status === "ENABLED");
  auditor = await signedIn(stage.sql, enabled.find(({ id }) => mayRead(id))?.id ?? "");
  member = await signedIn(stage.sql, enabled.find(({ id }) => !mayRead(id))?.id ?? "");
});
afterAll(async () => {
  await stage.end();
});

test("what is left is filled up to this moment, and a slowed budget says so", async () => {
  await stage.sql(`
    insert into aws_budget (name, shared, reserve, filled_at, shared_rate, shared_burst, reserve_rate, reserve_burst, calls, throttled,
      throttled_at, slowed_to)
    values ('quick', 0, 0, clock_timestamp() - interval '10 seconds', 15, 5, 4, 4, 40, 0, null, 1),
           ('tight', -0.5, 2.4, clock_timestamp(), 0.001, 5, 0.001, 4, 70, 3, clock_timestamp() - interval '60 seconds', 0.25)`);
  expect(await awsBudgets(auditor)).toEqual([
    {
      name: "tight",
      shared: { perSecond: expect.closeTo(0.00075, 5), now: 0, most: 5 },
      reserve: { perSecond: 0.001, now: 2, most: 4 },
      calls: 70,
      throttled: 3,
      slowed: { share: expect.closeTo(0.75, 1), wholeInSeconds: 30 },
    },
    {
      name: "quick",
      shared: { perSecond: 15, now: 5, most: 5 },
      reserve: { perSecond: 4, now: 4, most: 4 },
      calls: 40,
      throttled: 0,
      slowed: null,
    },
  ]);
});

test("nobody but readers sees it", async () => {
  expect(await awsBudgets(member)).toEqual([]);
});
