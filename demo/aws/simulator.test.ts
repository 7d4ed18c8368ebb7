import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DeleteUserCommand, IdentitystoreClient, ListUsersCommand } from "@aws-sdk/client-identitystore";
import {
  CloseAccountCommand,
  DescribeAccountCommand,
  ListAccountsCommand,
  ListParentsCommand,
  OrganizationsClient,
} from "@aws-sdk/client-organizations";
import {
  CreateAccountAssignmentCommand,
  DeleteAccountAssignmentCommand,
  DeletePermissionSetCommand,
  DescribeAccountAssignmentCreationStatusCommand,
  ListAccountAssignmentsCommand,
  ListAccountAssignmentsForPrincipalCommand,
  ListAccountsForProvisionedPermissionSetCommand,
  ListApplicationsCommand,
  ListInstancesCommand,
  ListPermissionSetsProvisionedToAccountCommand,
  SSOAdminClient,
} from "@aws-sdk/client-sso-admin";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { cast } from "#demo/seed/organisation/cast.ts";
import { buildOrganisation } from "#demo/seed/organisation/organisation.ts";
import { permissionSetArn } from "#demo/seed/organisation/permission-sets.ts";
import { textWith } from "#lib/aws/expected.fixture.ts";
import { type AwsSimulator, type AwsSimulatorOptions, startAwsSimulator } from "./simulator.ts";

const seed = buildOrganisation();
const InstanceArn = seed.instance.arn;
const IdentityStoreId = seed.instance.identityStoreId;
const paymentsProd = accountId("payments-prod");
const ledgerProd = accountId("ledger-prod");
const operator = permissionSetArn("PaymentsOperator");
const latencyMs = 2_000;

let simulator: AwsSimulator;
let sso: SSOAdminClient;
let store: IdentitystoreClient;
let organizations: OrganizationsClient;

beforeEach(() => start());
afterEach(async () => {
  expect(simulator.shapeViolations).toEqual([]);
  await stop();
});

describe("the wire", () => {
  test("refuses a request that carries no signature", async () => {
    const answer = await fetch(simulator.url, {
      method: "POST",
      headers: { "x-amz-target": "AWSIdentityStore.ListUsers" },
      body: JSON.stringify({ IdentityStoreId }),
    });
    expect(answer.status).toBe(403);
    expect(answer.headers.get("x-amzn-errortype")).toBe("MissingAuthenticationTokenException");
    expect(answer.headers.get("x-amzn-requestid")).toBeTruthy();
  });

  test("says so when an operation is not offered", () =>
    expect(sso.send(new ListApplicationsCommand({ InstanceArn }))).rejects.toThrow(
      expect.objectContaining({ name: "UnknownOperationException" }),
    ));

  test("names a required member that is missing", () =>
    expect(store.send(new ListUsersCommand({ IdentityStoreId: undefined }))).rejects.toThrow(
      expect.objectContaining({ name: "ValidationException", message: "IdentityStoreId is missing" }),
    ));

  test("answers dates as the SDK reads them", async () => {
    const { Instances } = await sso.send(new ListInstancesCommand({}));
    expect(Instances?.[0]?.CreatedDate).toEqual(new Date(seed.instance.createdAt));
  });
});

describe("pages", () => {
  test("hold at most 20 accounts, and no more can be asked for", async () => {
    const sizes: number[] = [];
    let NextToken: string | undefined;
    do {
      const page = await organizations.send(new ListAccountsCommand({ NextToken }));
      sizes.push(page.Accounts?.length ?? 0);
      NextToken = page.NextToken;
    } while (NextToken);
    expect(sizes).toEqual([20, 20, 20]);
    await expect(organizations.send(new ListAccountsCommand({ MaxResults: 21 }))).rejects.toThrow(
      expect.objectContaining({ name: "InvalidInputException" }),
    );
  });

  test("hold at most 100 users, each user once", async () => {
    const ids = new Set<string>();
    let NextToken: string | undefined;
    do {
      const page = await store.send(new ListUsersCommand({ IdentityStoreId, NextToken }));
      expect(page.Users?.length).toBeLessThanOrEqual(100);
      for (const user of page.Users ?? []) ids.add(user.UserId ?? "");
      NextToken = page.NextToken;
    } while (NextToken);
    expect(ids.size).toBe(300);
  });

  test("refuse the token of another query", async () => {
    const { NextToken } = await store.send(new ListUsersCommand({ IdentityStoreId }));
    const PermissionSetArn = operator;
    await expect(
      sso.send(
        new ListAccountsForProvisionedPermissionSetCommand({ InstanceArn, PermissionSetArn, NextToken }),
      ),
    ).rejects.toThrow(expect.objectContaining({ name: "ValidationException" }));
    await expect(organizations.send(new ListAccountsCommand({ NextToken }))).rejects.toThrow(
      expect.objectContaining({ name: "InvalidInputException" }),
    );
  });
});

describe("an assignment", () => {
  test("stands only after its operation has settled, and its pair with it", async () => {
    expect(await provisionedIn(ledgerProd)).not.toContain(operator);
    const requestId = await create(ledgerProd, cast.ines.userId);
    expect(await creationStatus(requestId)).toBe("IN_PROGRESS");
    expect(await principals(ledgerProd)).not.toContain(cast.ines.userId);
    simulator.advanceClock(latencyMs);
    expect(await creationStatus(requestId)).toBe("SUCCEEDED");
    expect(await principals(ledgerProd)).toContain(cast.ines.userId);
    expect(await provisionedIn(ledgerProd)).toContain(operator);
    await remove(ledgerProd, cast.ines.userId);
    simulator.advanceClock(latencyMs);
    expect(await principals(ledgerProd)).not.toContain(cast.ines.userId);
    expect(await provisionedIn(ledgerProd)).not.toContain(operator);
  });

  test("that stands already is not refused and not doubled", async () => {
    await create(paymentsProd, cast.ines.userId);
    simulator.advanceClock(latencyMs);
    await create(paymentsProd, cast.ines.userId);
    simulator.advanceClock(latencyMs);
    const ids = await principals(paymentsProd);
    expect(ids.filter((id) => id === cast.ines.userId)).toHaveLength(1);
  });

  test("that does not stand cannot be deleted", () =>
    expect(remove(paymentsProd, cast.leo.userId)).rejects.toThrow(
      expect.objectContaining({ name: "ResourceNotFoundException" }),
    ));

  test("waits for another operation on its account", async () => {
    await create(paymentsProd, cast.ines.userId);
    await expect(create(paymentsProd, cast.leo.userId)).rejects.toThrow(
      expect.objectContaining({ name: "ConflictException" }),
    );
    await expect(create(ledgerProd, cast.leo.userId)).resolves.toBeTruthy();
  });

  test("is refused when too many creations are open", async () => {
    await restart({ openOperationQuota: 2 });
    await create(paymentsProd, cast.ines.userId);
    await create(ledgerProd, cast.ines.userId);
    await expect(create(accountId("orders-prod"), cast.ines.userId)).rejects.toThrow(
      expect.objectContaining({
        name: "ThrottlingException",
        message: textWith("too many requests"),
      }),
    );
  });

  test("of a person who is gone fails with AWS's words", async () => {
    await store.send(new DeleteUserCommand({ IdentityStoreId, UserId: cast.leo.userId }));
    const requestId = await create(paymentsProd, cast.leo.userId);
    simulator.advanceClock(latencyMs);
    const { AccountAssignmentCreationStatus: status } = await sso.send(
      new DescribeAccountAssignmentCreationStatusCommand({
        InstanceArn,
        AccountAssignmentCreationRequestId: requestId,
      }),
    );
    expect(status?.Status).toBe("FAILED");
    expect(status?.FailureReason).toContain("404 status error: the USER assignee");
  });

  test("outlives its person as an orphan, and can still be deleted", async () => {
    await create(paymentsProd, cast.ines.userId);
    simulator.advanceClock(latencyMs);
    await store.send(new DeleteUserCommand({ IdentityStoreId, UserId: cast.ines.userId }));
    expect(await principals(paymentsProd)).toContain(cast.ines.userId);
    await remove(paymentsProd, cast.ines.userId);
    simulator.advanceClock(latencyMs);
    expect(await principals(paymentsProd)).not.toContain(cast.ines.userId);
  });

  test("of a closed account fails", async () => {
    await organizations.send(new CloseAccountCommand({ AccountId: paymentsProd }));
    const { Account } = await organizations.send(new DescribeAccountCommand({ AccountId: paymentsProd }));
    expect(Account?.State).toBe("PENDING_CLOSURE");
    const requestId = await create(paymentsProd, cast.ines.userId);
    simulator.advanceClock(latencyMs);
    expect(await creationStatus(requestId)).toBe("FAILED");
  });

  test("keeps its permission set from being deleted", async () => {
    await expect(
      sso.send(new DeletePermissionSetCommand({ InstanceArn, PermissionSetArn: operator })),
    ).rejects.toThrow(expect.objectContaining({ name: "ConflictException" }));
    const unassigned = permissionSetArn("IncidentResponder");
    await sso.send(new DeletePermissionSetCommand({ InstanceArn, PermissionSetArn: unassigned }));
    await expect(
      sso.send(new DeletePermissionSetCommand({ InstanceArn, PermissionSetArn: unassigned })),
    ).rejects.toThrow(expect.objectContaining({ name: "ResourceNotFoundException" }));
  });

  test("through a group is listed for the person, as the group's row", async () => {
    const { AccountAssignments = [] } = await sso.send(
      new ListAccountAssignmentsForPrincipalCommand({
        InstanceArn,
        PrincipalId: cast.tomasz.userId,
        PrincipalType: "USER",
      }),
    );
    const kinds = new Set(AccountAssignments.map((row) => row.PrincipalType));
    expect(kinds).toEqual(new Set(["USER", "GROUP"]));
  });
});

test("an account tells its parent", async () => {
  const { Parents } = await organizations.send(new ListParentsCommand({ ChildId: paymentsProd }));
  expect(Parents?.[0]).toMatchObject({ Type: "ORGANIZATIONAL_UNIT" });
});

describe("faults", () => {
  test("an answer that is lost leaves its effect", async () => {
    simulator.inject({ kind: "answer-lost", operation: "CreateAccountAssignment", times: 1 });
    await expect(create(paymentsProd, cast.ines.userId)).rejects.toThrow();
    simulator.advanceClock(latencyMs);
    expect(await principals(paymentsProd)).toContain(cast.ines.userId);
  });

  test("a reset leaves none", async () => {
    simulator.inject({ kind: "reset", operation: "CreateAccountAssignment", times: 1 });
    await expect(create(paymentsProd, cast.ines.userId)).rejects.toThrow();
    simulator.advanceClock(latencyMs);
    expect(await principals(paymentsProd)).not.toContain(cast.ines.userId);
  });

  test("an operation that never settles does not hold its account", async () => {
    simulator.inject({ kind: "never-settles", operation: "CreateAccountAssignment", times: 1 });
    const requestId = await create(paymentsProd, cast.ines.userId);
    simulator.advanceClock(24 * 60 * 60 * 1000);
    expect(await creationStatus(requestId)).toBe("IN_PROGRESS");
    await expect(create(paymentsProd, cast.leo.userId)).resolves.toBeTruthy();
  });

  test("a clock that runs faster settles sooner and hands out requests faster", async () => {
    await restart({ clockSpeed: 100_000, rateLimits: true });
    const requestId = await create(paymentsProd, cast.ines.userId);
    expect(await creationStatus(requestId)).toBe("SUCCEEDED");
    const calls = Array.from({ length: 60 }, () => sso.send(new ListInstancesCommand({})));
    expect((await Promise.allSettled(calls)).filter((call) => call.status === "rejected")).toEqual([]);
  });

  test("throttling begins where AWS's does", async () => {
    await restart({ rateLimits: true });
    const calls = Array.from({ length: 60 }, () => sso.send(new ListInstancesCommand({})));
    const refused = (await Promise.allSettled(calls)).filter((call) => call.status === "rejected");
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]?.reason).toMatchObject({ name: "ThrottlingException" });
  });
});

test("the state file carries an open operation over a restart", async () => {
  const folder = mkdtempSync(join(tmpdir(), "simulator-"));
  const stateFile = join(folder, "state.json");
  await restart({ stateFile });
  const requestId = await create(paymentsProd, cast.ines.userId);
  await restart({ stateFile });
  expect(await creationStatus(requestId)).toBe("IN_PROGRESS");
  simulator.advanceClock(latencyMs);
  expect(await principals(paymentsProd)).toContain(cast.ines.userId);
  await restart({ stateFile });
  expect(await principals(paymentsProd)).toContain(cast.ines.userId);
  rmSync(folder, { recursive: true });
});

async function start(options: Partial<AwsSimulatorOptions> = {}): Promise<void> {
  simulator = await startAwsSimulator({
    port: 0,
    seed,
    checkShapes: true,
    rateLimits: false,
    latencyMs,
    ...options,
  });
  const client = {
    endpoint: simulator.url,
    region: seed.region,
    maxAttempts: 1,
    credentials: { accessKeyId: "simulated", secretAccessKey: "simulated" },
  };
  sso = new SSOAdminClient(client);
  store = new IdentitystoreClient(client);
  organizations = new OrganizationsClient(client);
}

async function stop(): Promise<void> {
  for (const client of [sso, store, organizations]) client.destroy();
  await simulator.close();
}

async function restart(options: Partial<AwsSimulatorOptions>): Promise<void> {
  await stop();
  await start(options);
}

function accountId(name: string): string {
  return seed.accounts.find((account) => account.name === name)?.id ?? "";
}

async function create(TargetId: string, PrincipalId: string): Promise<string> {
  const target = { TargetId, TargetType: "AWS_ACCOUNT", PrincipalId, PrincipalType: "USER" } as const;
  const answer = await sso.send(
    new CreateAccountAssignmentCommand({ InstanceArn, PermissionSetArn: operator, ...target }),
  );
  return answer.AccountAssignmentCreationStatus?.RequestId ?? "";
}

function remove(TargetId: string, PrincipalId: string): Promise<object> {
  const target = { TargetId, TargetType: "AWS_ACCOUNT", PrincipalId, PrincipalType: "USER" } as const;
  return sso.send(new DeleteAccountAssignmentCommand({ InstanceArn, PermissionSetArn: operator, ...target }));
}

async function creationStatus(AccountAssignmentCreationRequestId: string): Promise<string | undefined> {
  const { AccountAssignmentCreationStatus } = await sso.send(
    new DescribeAccountAssignmentCreationStatusCommand({ InstanceArn, AccountAssignmentCreationRequestId }),
  );
  return AccountAssignmentCreationStatus?.Status;
}

async function principals(AccountId: string): Promise<(string | undefined)[]> {
  const { AccountAssignments = [] } = await sso.send(
    new ListAccountAssignmentsCommand({ InstanceArn, AccountId, PermissionSetArn: operator }),
  );
  return AccountAssignments.map((row) => row.PrincipalId);
}

async function provisionedIn(AccountId: string): Promise<string[]> {
  const { PermissionSets = [] } = await sso.send(
    new ListPermissionSetsProvisionedToAccountCommand({ InstanceArn, AccountId }),
  );
  return PermissionSets;
}
