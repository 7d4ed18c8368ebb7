import { ListUsersCommand } from "@aws-sdk/client-identitystore";
import { ListAccountsCommand, ListRootsCommand } from "@aws-sdk/client-organizations";
import {
  DescribeAccountAssignmentCreationStatusCommand,
  ListInstancesCommand,
} from "@aws-sdk/client-sso-admin";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { cast } from "#demo/seed/organisation/cast.ts";
import {
  accountId,
  assign,
  assignedIn,
  type Clients,
  connect,
  IdentityStoreId,
  InstanceArn,
  operator,
  seed,
} from "./clients.fixture.ts";
import { type FaultAsked, faultSchema } from "./faults.ts";
import { type AwsSimulator, startAwsSimulator } from "./simulator.ts";

const latencyMs = 2_000;

let simulator: AwsSimulator;
let clients: Clients;

beforeEach(async () => {
  simulator = await startAwsSimulator({ port: 0, seed, checkShapes: true, rateLimits: false, latencyMs });
  clients = connect({ endpoint: simulator.url });
});

afterEach(async () => {
  expect(simulator.shapeViolations).toEqual([]);
  clients.close();
  await simulator.close();
});

const services = {
  "sso-admin": () => clients.sso.send(new ListInstancesCommand({})),
  identitystore: () => clients.store.send(new ListUsersCommand({ IdentityStoreId })),
  organizations: () => clients.organizations.send(new ListRootsCommand({})),
};

describe("every service has its own name for", () => {
  test.each([
    ["throttled", "sso-admin", "ThrottlingException"],
    ["throttled", "identitystore", "ThrottlingException"],
    ["throttled", "organizations", "TooManyRequestsException"],
    ["server-error", "sso-admin", "InternalServerException"],
    ["server-error", "identitystore", "InternalServerException"],
    ["server-error", "organizations", "ServiceException"],
  ] as const)("%s: %s says %s", async (kind, service, name) => {
    simulator.inject({ kind, operation: "*" });
    await expect(services[service]()).rejects.toMatchObject({ name });
  });
});

test("a server's error has the HTTP status that was asked for", async () => {
  simulator.inject({ kind: "server-error", operation: "*", httpStatus: 503 });
  const $metadata = expect.objectContaining({ httpStatusCode: 503 });
  await expect(services["sso-admin"]()).rejects.toMatchObject({ name: "ServiceUnavailable", $metadata });
});

test("nobody is there while it is away, and no call is counted", async () => {
  const id = simulator.inject({ kind: "away", operation: "*" });
  for (const ask of Object.values(services))
    await expect(ask()).rejects.toMatchObject({ code: "ECONNRESET" });
  expect(simulator.calls("sso-admin:ListInstances")).toBe(0);
  simulator.clearFaults(id);
  await expect(services["sso-admin"]()).resolves.toBeTruthy();
  expect(simulator.hitsOf(id)).toBe(3);
});

test("an operation may be named with its service, or a whole service", async () => {
  simulator.inject({ kind: "throttled", operation: "identitystore:*" });
  simulator.inject({ kind: "throttled", operation: "organizations:ListInstances" });
  await expect(services.identitystore()).rejects.toThrow("Rate exceeded");
  await expect(services["sso-admin"]()).resolves.toBeTruthy();
});

describe("a fault that hits a share of the calls", () => {
  const half = { kind: "throttled", operation: "*", share: 0.5 } as const;

  async function pattern(calls: number): Promise<string> {
    let said = "";
    for (let call = 0; call < calls; call += 1) {
      said += await services["sso-admin"]().then(
        () => ".",
        () => "x",
      );
    }
    return said;
  }

  test("hits about so many", async () => {
    const id = simulator.inject(half);
    await pattern(200);
    expect(simulator.hitsOf(id)).toBeGreaterThan(70);
    expect(simulator.hitsOf(id)).toBeLessThan(130);
  });

  test("hits the same ones for the same seed, and others for another", async () => {
    simulator.inject(half);
    simulator.set({ chanceSeed: 7 });
    const first = await pattern(40);
    simulator.set({ chanceSeed: 7 });
    expect(await pattern(40)).toBe(first);
    simulator.set({ chanceSeed: 8 });
    expect(await pattern(40)).not.toBe(first);
  });

  test("leaves the others to the next fault", async () => {
    simulator.inject({ ...half, share: 0.000001 });
    simulator.inject({ kind: "throttled", operation: "ListInstances" });
    await expect(services["sso-admin"]()).rejects.toThrow("Rate exceeded");
  });
});

test("a counted fault is over when it has hit so often, and what it hit is still told", async () => {
  const id = simulator.inject({ kind: "throttled", operation: "*", times: 2 });
  for (let call = 0; call < 2; call += 1) await expect(services["sso-admin"]()).rejects.toThrow();
  await expect(services["sso-admin"]()).resolves.toBeTruthy();
  expect(simulator.faults()).toEqual([]);
  expect(simulator.hitsOf(id)).toBe(2);
});

test("a fault ends by itself when its time on the simulated clock is over", async () => {
  simulator.inject({ kind: "server-error", operation: "*", forMs: 120_000 });
  simulator.advanceClock(110_000);
  await expect(services["sso-admin"]()).rejects.toThrow();
  simulator.advanceClock(10_000);
  await expect(services["sso-admin"]()).resolves.toBeTruthy();
});

describe("a fault that is narrowed hits only what names", () => {
  test("its account", async () => {
    simulator.inject({ kind: "throttled", operation: "*", accountId: accountId("payments-prod") });
    await expect(assign(clients, "payments-prod")).rejects.toThrow("Rate exceeded");
    await expect(assignedIn(clients, "payments-prod")).rejects.toThrow("Rate exceeded");
    await expect(assign(clients, "ledger-prod")).resolves.toBeTruthy();
  });

  test("its person in its account, not one of the two", async () => {
    const only = { accountId: accountId("payments-prod"), principalId: cast.ines.userId };
    simulator.inject({ kind: "throttled", operation: "CreateAccountAssignment", ...only });
    await expect(assign(clients, "payments-prod", cast.tomasz.userId)).resolves.toBeTruthy();
    await expect(assign(clients, "ledger-prod")).resolves.toBeTruthy();
    simulator.advanceClock(latencyMs);
    await expect(assign(clients, "payments-prod")).rejects.toThrow("Rate exceeded");
  });

  test("its permission set", async () => {
    const [other] = seed.permissionSets.filter(({ arn }) => arn !== operator);
    simulator.inject({ kind: "throttled", operation: "*", permissionSetArn: other?.arn });
    await expect(assign(clients, "payments-prod")).resolves.toBeTruthy();
    simulator.inject({ kind: "throttled", operation: "*", permissionSetArn: operator });
    await expect(assign(clients, "ledger-prod")).rejects.toThrow("Rate exceeded");
  });

  test("an operation on it, when its status is asked for", async () => {
    const [poisoned, other] = [await assign(clients, "payments-prod"), await assign(clients, "ledger-prod")];
    const operation = "DescribeAccountAssignmentCreationStatus";
    simulator.inject({ kind: "throttled", operation, accountId: accountId("payments-prod") });
    await expect(status(poisoned)).rejects.toThrow("Rate exceeded");
    expect(await status(other)).toBe("IN_PROGRESS");
  });

  test("what is opened for it", async () => {
    const kind = "settles-failed";
    const reason = "A poisoned row.";
    simulator.inject({ kind, operation: "*", reason, accountId: accountId("payments-prod") });
    const [poisoned, other] = [await assign(clients, "payments-prod"), await assign(clients, "ledger-prod")];
    simulator.advanceClock(latencyMs);
    expect(await status(poisoned)).toBe("FAILED");
    expect(await status(other)).toBe("SUCCEEDED");
  });
});

test("the page of a number fails, and those around it come", async () => {
  simulator.inject({ kind: "page-fails", operation: "ListAccounts", page: 2, times: 1 });
  const { NextToken } = await clients.organizations.send(new ListAccountsCommand({}));
  const second = () => clients.organizations.send(new ListAccountsCommand({ NextToken }));
  await expect(second()).rejects.toMatchObject({ name: "ServiceException" });
  const { NextToken: third } = await second();
  simulator.inject({ kind: "page-fails", operation: "*", page: 2 });
  const last = await clients.organizations.send(new ListAccountsCommand({ NextToken: third }));
  expect(last.Accounts).toHaveLength(20);
  simulator.inject({ kind: "page-fails", operation: "*", page: 1 });
  await expect(services.identitystore()).rejects.toMatchObject({ name: "InternalServerException" });
});

describe("a create that lands late", () => {
  const delayMs = 600_000;

  test("is lost for its sender, and opens its operation only then", async () => {
    simulator.inject({ kind: "lands-late", operation: "CreateAccountAssignment", times: 1, delayMs });
    await expect(assign(clients, "payments-prod")).rejects.toMatchObject({ code: "ECONNRESET" });
    simulator.advanceClock(delayMs - 10_000);
    expect(simulator.state().operations).toEqual([]);
    simulator.advanceClock(10_000);
    expect(simulator.state().operations).toMatchObject([{ status: "IN_PROGRESS" }]);
    simulator.advanceClock(latencyMs);
    expect(await assignedIn(clients, "payments-prod")).toContain(cast.ines.userId);
  });

  test("happens at its own time, however late somebody looks", async () => {
    simulator.inject({ kind: "lands-late", operation: "CreateAccountAssignment", delayMs });
    const sentAt = simulator.now().getTime();
    await expect(assign(clients, "payments-prod")).rejects.toThrow();
    simulator.advanceClock(24 * 60 * 60 * 1_000);
    const [landed] = simulator.state().operations;
    const openedAt = Date.parse(landed?.openedAt ?? "");
    expect(openedAt - sentAt).toBeGreaterThanOrEqual(delayMs);
    expect(openedAt - sentAt).toBeLessThan(delayMs + 60_000);
    expect(landed).toMatchObject({
      status: "SUCCEEDED",
      settlesAt: new Date(openedAt + latencyMs).toISOString(),
    });
  });

  test("is nothing when it has become impossible", async () => {
    simulator.inject({ kind: "lands-late", operation: "CreateAccountAssignment", times: 1, delayMs });
    await expect(assign(clients, "payments-prod")).rejects.toThrow();
    simulator.advanceClock(delayMs - latencyMs / 2);
    await assign(clients, "payments-prod", cast.tomasz.userId);
    simulator.advanceClock(delayMs);
    expect(simulator.state().operations).toHaveLength(1);
    expect(await assignedIn(clients, "payments-prod")).not.toContain(cast.ines.userId);
  });
});

describe("an operation that never settles", () => {
  beforeEach(() => simulator.inject({ kind: "never-settles", operation: "CreateAccountAssignment" }));

  test("stays open when the fault is cleared, and settles when it is told to", async () => {
    const requestId = await assign(clients, "payments-prod");
    simulator.clearFaults();
    simulator.advanceClock(24 * 60 * 60 * 1_000);
    expect(await status(requestId)).toBe("IN_PROGRESS");
    expect(simulator.settle({ requestId })).toMatchObject([{ requestId, status: "SUCCEEDED" }]);
    expect(await assignedIn(clients, "payments-prod")).toContain(cast.ines.userId);
  });

  test("fails when it is told why", async () => {
    const requestId = await assign(clients, "payments-prod");
    const [settled] = simulator.settle({ reason: "Somebody pulled the plug." });
    expect(settled).toMatchObject({
      requestId,
      status: "FAILED",
      failureReason: "Somebody pulled the plug.",
    });
    expect(await assignedIn(clients, "payments-prod")).not.toContain(cast.ines.userId);
  });

  test("is left alone when another one is told to", async () => {
    const requestId = await assign(clients, "payments-prod");
    expect(simulator.settle({ requestId: "another" })).toEqual([]);
    expect(await status(requestId)).toBe("IN_PROGRESS");
  });
});

test.each([
  ["a share of nothing", { kind: "throttled", operation: "*", share: 0 }],
  ["a share beyond all", { kind: "throttled", operation: "*", share: 1.5 }],
  ["a page before the first", { kind: "page-fails", operation: "*", page: 0 }],
  ["no time", { kind: "away", operation: "*", forMs: 0 }],
  ["an error of a client from the server", { kind: "server-error", operation: "*", httpStatus: 400 }],
  ["what is not known", { kind: "away", operation: "*", weather: "bad" }],
])("refuses %s", (_, fault) => expect(faultSchema.safeParse(fault).success).toBe(false));

test("refuses from inside what it refuses from outside", () => {
  const fault: FaultAsked = { kind: "throttled", operation: "*", share: 2 };
  expect(() => simulator.inject(fault)).toThrow("share");
});

async function status(requestId: string): Promise<string | undefined> {
  const answer = await clients.sso.send(
    new DescribeAccountAssignmentCreationStatusCommand({
      InstanceArn,
      AccountAssignmentCreationRequestId: requestId,
    }),
  );
  return answer.AccountAssignmentCreationStatus?.Status;
}
