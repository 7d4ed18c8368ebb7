import {
  DescribeUserCommand,
  IdentitystoreClient,
  ListGroupMembershipsForMemberCommand,
  ListUsersCommand,
  UpdateUserCommand,
} from "@aws-sdk/client-identitystore";
import {
  CloseAccountCommand,
  DescribeAccountCommand,
  ListAccountsCommand,
  OrganizationsClient,
} from "@aws-sdk/client-organizations";
import {
  CreateAccountAssignmentCommand,
  DeletePermissionSetCommand,
  ListAccountAssignmentsCommand,
  ListAccountAssignmentsForPrincipalCommand,
  SSOAdminClient,
} from "@aws-sdk/client-sso-admin";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { cast } from "#demo/seed/organisation/cast.ts";
import { buildOrganisation } from "#demo/seed/organisation/organisation.ts";
import { permissionSetArn } from "#demo/seed/organisation/permission-sets.ts";
import { type AwsSimulator, startAwsSimulator } from "./simulator.ts";

const seed = buildOrganisation();
const InstanceArn = seed.instance.arn;
const IdentityStoreId = seed.instance.identityStoreId;
const { managementAccountId } = seed.organization;

let simulator: AwsSimulator;
let sso: SSOAdminClient;
let store: IdentitystoreClient;
let organizations: OrganizationsClient;

beforeEach(async () => {
  simulator = await startAwsSimulator({
    port: 0,
    seed,
    checkShapes: true,
    rateLimits: false,
    latencyMs: 0,
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
});

afterEach(async () => {
  expect(simulator.shapeViolations).toEqual([]);
  for (const client of [sso, store, organizations]) client.destroy();
  await simulator.close();
});

test("pages are empty now and then, and no row is lost by it", async () => {
  simulator.set({ emptyPages: 3 });
  expect(await accountPages()).toEqual([0, 20, 20, 0, 20]);
  simulator.set({ emptyPages: 2 });
  expect(await accountPages()).toEqual([0, 20, 0, 20, 0, 20]);
});

describe("lists that lag", () => {
  const lagMs = 5_000;
  beforeEach(() => simulator.set({ listLagMs: lagMs }));

  test("do not show a person's change yet, while the person shows it", async () => {
    const UserId = cast.ines.userId;
    const Operations = [{ AttributePath: "displayName", AttributeValue: "Ines New" }];
    await store.send(new UpdateUserCommand({ IdentityStoreId, UserId, Operations }));
    expect((await store.send(new DescribeUserCommand({ IdentityStoreId, UserId }))).DisplayName).toBe(
      "Ines New",
    );
    expect(await listedName(UserId)).toBe(cast.ines.displayName);
    simulator.advanceClock(lagMs);
    expect(await listedName(UserId)).toBe("Ines New");
  });

  test("do not show a new assignment yet", async () => {
    const PermissionSetArn = permissionSetArn("PaymentsOperator");
    const AccountId = seed.accounts.find((account) => account.name === "payments-prod")?.id;
    const target = { TargetId: AccountId, TargetType: "AWS_ACCOUNT", PrincipalType: "USER" } as const;
    const PrincipalId = cast.ines.userId;
    await sso.send(
      new CreateAccountAssignmentCommand({ InstanceArn, PermissionSetArn, PrincipalId, ...target }),
    );
    const listed = async () => {
      const request = { InstanceArn, PermissionSetArn, AccountId };
      const { AccountAssignments = [] } = await sso.send(new ListAccountAssignmentsCommand(request));
      return AccountAssignments.some((row) => row.PrincipalId === PrincipalId);
    };
    expect(await listed()).toBe(false);
    simulator.advanceClock(lagMs);
    expect(await listed()).toBe(true);
  });
});

describe("a token", () => {
  test("expires when it is older than tokens live", async () => {
    simulator.set({ tokenLifeMs: 60_000 });
    const { NextToken } = await organizations.send(new ListAccountsCommand({}));
    simulator.advanceClock(30_000);
    await expect(organizations.send(new ListAccountsCommand({ NextToken }))).resolves.toBeTruthy();
    simulator.advanceClock(60_000);
    await expect(organizations.send(new ListAccountsCommand({ NextToken }))).rejects.toThrow(
      expect.objectContaining({ name: "InvalidInputException" }),
    );
  });

  test("is refused where a fault says so, and the first page is not", async () => {
    simulator.inject({ kind: "token-expires", operation: "ListUsers", times: 1 });
    const { NextToken } = await store.send(new ListUsersCommand({ IdentityStoreId }));
    await expect(store.send(new ListUsersCommand({ IdentityStoreId, NextToken }))).rejects.toThrow(
      expect.objectContaining({ name: "ValidationException" }),
    );
    await expect(store.send(new ListUsersCommand({ IdentityStoreId, NextToken }))).resolves.toBeTruthy();
  });
});

describe("a delegated administrator", () => {
  const denied = expect.objectContaining({ name: "AccessDeniedException" });
  beforeEach(() => simulator.set({ delegatedAdministrator: true }));

  test("cannot ask for the assignments of a principal", () =>
    expect(
      sso.send(
        new ListAccountAssignmentsForPrincipalCommand({
          InstanceArn,
          PrincipalId: cast.ines.userId,
          PrincipalType: "USER",
        }),
      ),
    ).rejects.toThrow(denied));

  test("cannot assign in the management account, and can elsewhere", async () => {
    const assign = (TargetId: string | undefined) =>
      sso.send(
        new CreateAccountAssignmentCommand({
          InstanceArn,
          TargetId,
          TargetType: "AWS_ACCOUNT",
          PermissionSetArn: permissionSetArn("PaymentsOperator"),
          PrincipalType: "USER",
          PrincipalId: cast.ines.userId,
        }),
      );
    await expect(assign(managementAccountId)).rejects.toThrow(denied);
    const other = seed.accounts.find((account) => account.name === "payments-prod");
    await expect(assign(other?.id)).resolves.toBeTruthy();
  });

  test("cannot change a set that is provisioned in the management account", async () => {
    const remove = (PermissionSetArn: string) =>
      sso.send(new DeletePermissionSetCommand({ InstanceArn, PermissionSetArn }));
    await expect(remove(permissionSetArn("BillingAdmin"))).rejects.toThrow(denied);
    await expect(remove(permissionSetArn("IncidentResponder"))).resolves.toBeTruthy();
  });

  test("reads the organisation and does not change it", async () => {
    const AccountId = seed.accounts.find((account) => account.name === "payments-prod")?.id;
    await expect(organizations.send(new DescribeAccountCommand({ AccountId }))).resolves.toBeTruthy();
    await expect(organizations.send(new CloseAccountCommand({ AccountId }))).rejects.toThrow(denied);
  });
});

test("an operation that is not offered is unknown", async () => {
  simulator.set({ notOffered: ["ListGroupMembershipsForMember"] });
  const MemberId = { UserId: cast.ines.userId };
  await expect(
    store.send(new ListGroupMembershipsForMemberCommand({ IdentityStoreId, MemberId })),
  ).rejects.toThrow(expect.objectContaining({ name: "UnknownOperationException" }));
});

test("a clock that is slowed down goes on, and its rate limits hold", async () => {
  await simulator.close();
  simulator = await startAwsSimulator({ port: simulator.port, seed, checkShapes: true, clockSpeed: 10_000 });
  const list = async () => {
    const calls = Array.from({ length: 30 }, () => store.send(new ListUsersCommand({ IdentityStoreId })));
    return (await Promise.allSettled(calls)).filter((call) => call.status === "rejected").length;
  };
  expect(await list()).toBe(0);
  const before = simulator.now();
  simulator.set({ clockSpeed: 1 });
  expect(simulator.now().getTime()).toBeGreaterThanOrEqual(before.getTime());
  const refused = await list();
  expect(refused).toBeGreaterThan(0);
  expect(refused).toBeLessThan(30);
});

test("the control endpoint changes what it names and keeps the rest", async () => {
  const send = (body: object) =>
    fetch(`${simulator.url}/_simulator/settings`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  await send({ emptyPages: 2 });
  const answer = z.object({ emptyPages: z.number(), listLagMs: z.number() });
  const settings = answer.parse(await (await send({ listLagMs: 700 })).json());
  expect(settings).toEqual({ emptyPages: 2, listLagMs: 700 });
  expect((await send({ emptyPages: 1 })).status).toBe(400);
  expect((await send({ weather: "fine" })).status).toBe(400);
});

async function accountPages(): Promise<number[]> {
  const sizes: number[] = [];
  const ids = new Set<string | undefined>();
  let NextToken: string | undefined;
  do {
    const page = await organizations.send(new ListAccountsCommand({ NextToken }));
    sizes.push(page.Accounts?.length ?? 0);
    for (const account of page.Accounts ?? []) ids.add(account.Id);
    NextToken = page.NextToken;
  } while (NextToken);
  expect(ids.size).toBe(60);
  return sizes;
}

async function listedName(userId: string): Promise<string | undefined> {
  let NextToken: string | undefined;
  do {
    const page = await store.send(new ListUsersCommand({ IdentityStoreId, NextToken }));
    const found = page.Users?.find((user) => user.UserId === userId);
    if (found) return found.DisplayName;
    NextToken = page.NextToken;
  } while (NextToken);
  return undefined;
}
