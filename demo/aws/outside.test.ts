import { describe, expect, test } from "vitest";
import { cast } from "#demo/seed/organisation/cast.ts";
import { accountId, operator, seed } from "./clients.fixture.ts";
import { createInProcessAws } from "./in-process.ts";
import type { OutsideAct } from "./outside.ts";
import type { SimulatorState } from "./state.ts";

const paymentsProd = accountId("payments-prod");
const ines = cast.ines.userId;
const target = {
  accountId: paymentsProd,
  permissionSetArn: operator,
  principalType: "USER",
  principalId: ines,
} as const;
const group = seed.groups.find((one) => !groupsOf(seed, ines).includes(one.id))?.id ?? "";
const [joined = ""] = groupsOf(seed, ines);

describe("an administrator outside", () => {
  test.each<[OutsideAct, (state: SimulatorState) => unknown, unknown]>([
    [{ act: "disable-person", userId: ines }, statusOf, "DISABLED"],
    [{ act: "delete-person", userId: ines }, statusOf, undefined],
    [
      { act: "join-group", userId: ines, groupId: group },
      (state) => groupsOf(state, ines).includes(group),
      true,
    ],
    [
      { act: "leave-group", userId: ines, groupId: joined },
      (state) => groupsOf(state, ines).includes(joined),
      false,
    ],
    [{ act: "suspend-account", accountId: paymentsProd }, stateOf, "SUSPENDED"],
    [{ act: "close-account", accountId: paymentsProd }, stateOf, "PENDING_CLOSURE"],
    [{ act: "change-set", permissionSetArn: operator, sessionHours: 7 }, sessionOf, "PT7H"],
    [{ act: "delete-set", permissionSetArn: operator }, sessionOf, undefined],
  ])("%o", (act, read, expected) => {
    const aws = begin();
    expect(read(aws.state())).not.toEqual(expected);
    expect(aws.actOutside(act)).toBeNull();
    expect(read(aws.state())).toEqual(expected);
  });

  test("assigns and removes as AWS does, which takes a while", () => {
    const aws = begin(1_000);
    const stands = () => aws.state().assignments.some((row) => row.principalId === ines && isTarget(row));
    expect(aws.actOutside({ act: "assign", ...target })).toBeNull();
    expect(stands()).toBe(false);
    expect(aws.actOutside({ act: "unassign", ...target })).toContain("conflicting operation");
    aws.setNow(new Date("2026-11-24T09:01:00Z"));
    expect(stands()).toBe(true);
    expect(aws.actOutside({ act: "unassign", ...target })).toBeNull();
    aws.setNow(new Date("2026-11-24T09:02:00Z"));
    expect(stands()).toBe(false);
  });

  test("undoes what was done to a person and an account", () => {
    const aws = begin();
    aws.actOutside({ act: "disable-person", userId: ines });
    aws.actOutside({ act: "enable-person", userId: ines });
    aws.actOutside({ act: "suspend-account", accountId: paymentsProd });
    aws.actOutside({ act: "reopen-account", accountId: paymentsProd });
    expect([statusOf(aws.state()), stateOf(aws.state())]).toEqual(["ENABLED", "ACTIVE"]);
  });

  test("takes a set's assignments with the set", () => {
    const aws = begin();
    aws.actOutside({ act: "delete-set", permissionSetArn: operator });
    expect(aws.state().assignments.filter((row) => row.permissionSetArn === operator)).toEqual([]);
  });

  test("is not hit by what was asked to go wrong for Gatehouse, and uses none of it up", () => {
    const aws = begin();
    aws.inject({ kind: "never-settles", operation: "*", times: 1 });
    aws.actOutside({ act: "assign", ...target });
    expect(aws.state().operations).toMatchObject([{ status: "SUCCEEDED" }]);
    expect(aws.faults()).toMatchObject([{ hits: 0 }]);
  });

  test.each<[OutsideAct, string]>([
    [{ act: "delete-person", userId: "nobody" }, "USER not found."],
    [{ act: "suspend-account", accountId: "none" }, "could not be found"],
    [{ act: "close-account", accountId: seed.organization.managementAccountId }, "management account"],
    [{ act: "leave-group", userId: ines, groupId: group }, "MEMBERSHIP not found."],
  ])("%o is refused in AWS's words", (act, words) => {
    const aws = begin();
    const before = aws.state();
    expect(aws.actOutside(act)).toContain(words);
    expect(aws.state()).toEqual(before);
  });
});

function begin(latencyMs = 0) {
  return createInProcessAws({ seed, startAt: new Date("2026-11-24T09:00:00Z"), latencyMs });
}

function isTarget(row: { accountId: string; permissionSetArn: string }): boolean {
  return row.accountId === target.accountId && row.permissionSetArn === target.permissionSetArn;
}

function statusOf(state: SimulatorState) {
  return state.users.find(({ id }) => id === ines)?.status;
}

function stateOf(state: SimulatorState) {
  return state.accounts.find(({ id }) => id === paymentsProd)?.state;
}

function sessionOf(state: SimulatorState) {
  return state.permissionSets.find(({ arn }) => arn === operator)?.sessionDuration;
}

function groupsOf(state: SimulatorState, userId: string): string[] {
  return state.memberships.filter((one) => one.userId === userId).map(({ groupId }) => groupId);
}
