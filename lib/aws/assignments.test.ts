import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DeleteUserCommand } from "@aws-sdk/client-identitystore";
import { CloseAccountCommand } from "@aws-sdk/client-organizations";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { cast } from "#demo/seed/organisation/cast.ts";
import { buildOrganisation } from "#demo/seed/organisation/organisation.ts";
import { permissionSetArn } from "#demo/seed/organisation/permission-sets.ts";
import { accountState } from "./account-state.ts";
import { openOperations, operationStatus } from "./assignment-operations.ts";
import { createAssignment, deleteAssignment, isAssigned } from "./assignments.ts";
import { anyDate, anyText, textWith } from "./expected.fixture.ts";
import { personStatus } from "./person-status.ts";
import { startSimulatedAws } from "./simulated-aws.fixture.ts";

const seed = buildOrganisation();
const latencyMs = 2_000;
const now = { lane: "interactive" } as const;
const removal = { lane: "removal" } as const;
const target = {
  accountId: accountNamed("payments-prod"),
  permissionSetArn: permissionSetArn("PaymentsOperator"),
  personId: cast.ines.userId,
};

let simulated: Awaited<ReturnType<typeof startSimulatedAws>>;

beforeEach(async () => {
  simulated = await startSimulatedAws({ latencyMs });
});

afterEach(async () => {
  expect(simulated.simulator.shapeViolations).toEqual([]);
  await simulated.close();
});

describe("a round", () => {
  test("create, poll, look, delete, poll, look", async () => {
    const { aws, simulator } = simulated;
    expect(await isAssigned(aws, target, now)).toBe("absent");
    const created = await createAssignment(aws, target, now);
    expect(await operationStatus(aws, "create", created.requestId, now)).toEqual({ state: "in-progress" });
    expect(await isAssigned(aws, target, now)).toBe("absent");
    simulator.advanceClock(latencyMs);
    expect(await operationStatus(aws, "create", created.requestId, now)).toEqual({ state: "succeeded" });
    expect(await isAssigned(aws, target, now)).toBe("present");
    const deleted = await deleteAssignment(aws, target);
    simulator.advanceClock(latencyMs);
    expect(deleted).toHaveProperty("requestId");
    if ("requestId" in deleted) {
      expect(await operationStatus(aws, "delete", deleted.requestId, removal)).toEqual({
        state: "succeeded",
      });
    }
    expect(await isAssigned(aws, target, removal)).toBe("absent");
    expect(await deleteAssignment(aws, target)).toEqual({ absent: true });
  });

  test("an operation whose id was lost is found by its target", async () => {
    const { aws, simulator } = simulated;
    simulator.inject({ kind: "answer-lost", operation: "CreateAccountAssignment", times: 1 });
    await expect(createAssignment(aws, target, now)).rejects.toMatchObject({ mayHaveHappened: true });
    const [open, ...others] = await openOperations(aws, "create", now);
    expect(others).toEqual([]);
    expect(open).toMatchObject({ target, openedAt: anyDate });
    expect(await openOperations(aws, "delete", now)).toEqual([]);
    simulator.advanceClock(latencyMs);
    expect(await openOperations(aws, "create", now)).toEqual([]);
  });

  test("goes on after a restart of AWS's end", async () => {
    const folder = mkdtempSync(join(tmpdir(), "assignments-"));
    const stateFile = join(folder, "state.json");
    await simulated.close();
    simulated = await startSimulatedAws({ latencyMs, stateFile });
    const { requestId } = await createAssignment(simulated.aws, target, now);
    await simulated.close();
    simulated = await startSimulatedAws({ latencyMs, stateFile });
    expect(await operationStatus(simulated.aws, "create", requestId, now)).toEqual({ state: "in-progress" });
    simulated.simulator.advanceClock(latencyMs);
    expect(await isAssigned(simulated.aws, target, now)).toBe("present");
    rmSync(folder, { recursive: true });
  });

  test("finds its person among more assignments than a page holds", async () => {
    const { accountId, permissionSetArn } = target;
    const assignments = seed.users.map(({ id }) => {
      return { accountId, permissionSetArn, principalType: "USER" as const, principalId: id };
    });
    await simulated.close();
    simulated = await startSimulatedAws({ seed: { ...seed, assignments } });
    expect(await isAssigned(simulated.aws, target, now)).toBe("present");
    expect(simulated.simulator.calls("sso-admin:ListAccountAssignments")).toBe(3);
    simulated.simulator.inject({ kind: "later-page-fails", operation: "ListAccountAssignments" });
    const absent = { ...target, personId: "nobody" };
    await expect(isAssigned(simulated.aws, absent, now)).rejects.toMatchObject({ kind: "unavailable" });
  });
});

describe("what AWS refuses has a type", () => {
  test("a second update of the account is a conflict that did nothing", async () => {
    await createAssignment(simulated.aws, target, now);
    const other = { ...target, personId: cast.leo.userId };
    await expect(createAssignment(simulated.aws, other, now)).rejects.toMatchObject({
      kind: "conflict",
      operation: "CreateAccountAssignment",
      mayHaveHappened: false,
      requestId: anyText,
    });
  });

  test("too many open creations are a quota, not throttling", async () => {
    await simulated.close();
    simulated = await startSimulatedAws({ openOperationQuota: 1 });
    await createAssignment(simulated.aws, target, now);
    const other = { ...target, accountId: accountNamed("orders-prod") };
    await expect(createAssignment(simulated.aws, other, now)).rejects.toMatchObject({ kind: "quota" });
  });

  test("a failed creation tells AWS's reason", async () => {
    await simulated.aws.identityStore.send(
      new DeleteUserCommand({ IdentityStoreId: seed.instance.identityStoreId, UserId: target.personId }),
    );
    const { requestId } = await createAssignment(simulated.aws, target, now);
    simulated.simulator.advanceClock(latencyMs);
    expect(await operationStatus(simulated.aws, "create", requestId, now)).toEqual({
      state: "failed",
      reason: textWith("was not found in directory d-9067642ac7"),
    });
  });

  test("an operation that AWS has forgotten is unknown", async () => {
    const status = await operationStatus(simulated.aws, "delete", crypto.randomUUID(), removal);
    expect(status).toMatchObject({ state: "unknown" });
  });

  test("F47 a status that is no known word is malformed, and nothing is concluded from it", async () => {
    simulated.simulator.inject({
      kind: "answer",
      operation: "DescribeAccountAssignmentCreationStatus",
      body: { AccountAssignmentCreationStatus: { Status: "PAUSED", RequestId: "x" } },
    });
    await expect(operationStatus(simulated.aws, "create", "x", now)).rejects.toMatchObject({
      kind: "malformed",
    });
  });

  test("an answer without a request id is malformed and may have happened", async () => {
    simulated.simulator.inject({ kind: "answer", operation: "CreateAccountAssignment", body: {} });
    await expect(createAssignment(simulated.aws, target, now)).rejects.toMatchObject({
      kind: "malformed",
      mayHaveHappened: true,
    });
  });

  test("a throttled call is made twice more, and then it is a fault", async () => {
    simulated.simulator.inject({ kind: "throttled", operation: "*" });
    await expect(isAssigned(simulated.aws, target, removal)).rejects.toMatchObject({ kind: "throttled" });
    await expect(deleteAssignment(simulated.aws, target)).rejects.toMatchObject({ kind: "throttled" });
    expect(simulated.simulator.calls("sso-admin:ListAccountAssignments")).toBe(3);
    expect(simulated.simulator.calls("sso-admin:DeleteAccountAssignment")).toBe(3);
  });

  test("a throttled call is not made again when its time is over", async () => {
    simulated.simulator.inject({ kind: "throttled", operation: "*" });
    const hurried = { lane: "removal", startWithinMs: 100 } as const;
    await expect(isAssigned(simulated.aws, target, hurried)).rejects.toMatchObject({ kind: "throttled" });
    expect(simulated.simulator.calls("sso-admin:ListAccountAssignments")).toBe(1);
  });

  test("nothing else is made again", async () => {
    simulated.simulator.inject({ kind: "server-error", operation: "*" });
    await expect(deleteAssignment(simulated.aws, target)).rejects.toMatchObject({ kind: "unavailable" });
    expect(simulated.simulator.calls("sso-admin:DeleteAccountAssignment")).toBe(1);
  });
});

describe("a look just before a create", () => {
  test.each([
    ["ENABLED", cast.ines.userId],
    ["DISABLED", cast.viktor.userId],
    ["GONE", "9067642ac7-00000000-0000-4000-8000-000000000000"],
  ])("finds a person %s", async (status, personId) => {
    expect(await personStatus(simulated.aws, personId)).toBe(status);
  });

  test("takes nobody for enabled whose status is missing", async () => {
    simulated.simulator.inject({
      kind: "answer",
      operation: "DescribeUser",
      body: { UserId: target.personId },
    });
    expect(await personStatus(simulated.aws, target.personId)).toBe("UNKNOWN");
  });

  test.each([
    ["ACTIVE", target.accountId],
    ["SUSPENDED", accountNamed("acme-import")],
    ["GONE", "000000000000"],
  ])("finds an account %s", async (state, accountId) => {
    expect(await accountState(simulated.aws, accountId)).toBe(state);
  });

  test("sees an account that was closed a moment ago", async () => {
    await simulated.aws.organizations.send(new CloseAccountCommand({ AccountId: target.accountId }));
    expect(await accountState(simulated.aws, target.accountId)).toBe("PENDING_CLOSURE");
  });

  test("reads the status where an endpoint sends no state", async () => {
    const body = { Account: { Id: target.accountId, Status: "SUSPENDED" } };
    simulated.simulator.inject({ kind: "answer", operation: "DescribeAccount", body });
    expect(await accountState(simulated.aws, target.accountId)).toBe("SUSPENDED");
  });
});

function accountNamed(name: string): string {
  return seed.accounts.find((account) => account.name === name)?.id ?? "";
}
