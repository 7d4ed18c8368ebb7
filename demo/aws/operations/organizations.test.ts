import {
  CreateAccountCommand,
  CreateOrganizationalUnitCommand,
  DeleteOrganizationalUnitCommand,
  DeregisterDelegatedAdministratorCommand,
  DescribeAccountCommand,
  DescribeCreateAccountStatusCommand,
  DescribeOrganizationalUnitCommand,
  ListChildrenCommand,
  ListDelegatedAdministratorsCommand,
  ListOrganizationalUnitsForParentCommand,
  ListTagsForResourceCommand,
  MoveAccountCommand,
  OrganizationsClient,
  RegisterDelegatedAdministratorCommand,
  RemoveAccountFromOrganizationCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateOrganizationalUnitCommand,
} from "@aws-sdk/client-organizations";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { buildOrganisation } from "#demo/seed/organisation/organisation.ts";
import { unitIds } from "#demo/seed/organisation/units.ts";
import { generateOrganisation } from "../generate-organisation.ts";
import { type AwsSimulator, startAwsSimulator } from "../simulator.ts";
import type { SimulatorState } from "../state.ts";

const halden = buildOrganisation();
const { rootId, managementAccountId } = halden.organization;
const payments = halden.accounts.find((account) => account.name === "payments-prod");
const AccountId = payments?.id;

let simulator: AwsSimulator;
let organizations: OrganizationsClient;

beforeEach(() => start(halden));
afterEach(stop);

describe("an account", () => {
  test("is made a while after it was asked for, in the root, and a second of its mail address is not", async () => {
    const asked = { AccountName: "new-prod", Email: "aws+new@halden.example" };
    const { CreateAccountStatus } = await organizations.send(new CreateAccountCommand(asked));
    const CreateAccountRequestId = CreateAccountStatus?.Id;
    expect(await creation(CreateAccountRequestId)).toMatchObject({ State: "IN_PROGRESS" });
    simulator.advanceClock(1_000);
    const done = await creation(CreateAccountRequestId);
    expect(done?.State).toBe("SUCCEEDED");
    const { Account } = await organizations.send(new DescribeAccountCommand({ AccountId: done?.AccountId }));
    expect(Account).toMatchObject({ Name: "new-prod", State: "ACTIVE" });
    expect(Account?.Paths?.[0]).toContain(rootId);

    const again = await organizations.send(new CreateAccountCommand(asked));
    simulator.advanceClock(1_000);
    expect(await creation(again.CreateAccountStatus?.Id)).toMatchObject({
      State: "FAILED",
      FailureReason: "EMAIL_ALREADY_EXISTS",
    });
  });

  test("moves from the unit that it is in", async () => {
    const move = { AccountId, SourceParentId: unitIds.prod, DestinationParentId: unitIds.sandbox };
    await organizations.send(new MoveAccountCommand(move));
    const { Account } = await organizations.send(new DescribeAccountCommand({ AccountId }));
    expect(Account?.Paths?.[0]).toContain(unitIds.sandbox);
    await expect(organizations.send(new MoveAccountCommand(move))).rejects.toThrow(
      expect.objectContaining({ name: "SourceParentNotFoundException" }),
    );
  });

  test("leaves with its assignments", async () => {
    await organizations.send(new RemoveAccountFromOrganizationCommand({ AccountId }));
    await expect(organizations.send(new DescribeAccountCommand({ AccountId }))).rejects.toThrow(
      expect.objectContaining({ name: "AccountNotFoundException" }),
    );
    expect(simulator.state().assignments.filter((row) => row.accountId === AccountId)).toEqual([]);
    const management = new RemoveAccountFromOrganizationCommand({ AccountId: managementAccountId });
    await expect(organizations.send(management)).rejects.toThrow(
      expect.objectContaining({ name: "MasterCannotLeaveOrganizationException" }),
    );
  });

  test("is tagged and untagged", async () => {
    const ResourceId = AccountId;
    await organizations.send(new TagResourceCommand({ ResourceId, Tags: [{ Key: "tier", Value: "1" }] }));
    await organizations.send(new UntagResourceCommand({ ResourceId, TagKeys: ["owner", "team"] }));
    const { Tags = [] } = await organizations.send(new ListTagsForResourceCommand({ ResourceId }));
    const names = Tags.map((tag) => tag.Key);
    expect(names).toContain("tier");
    expect(names).not.toContain("team");
  });
});

describe("a unit", () => {
  test("is made, renamed and, once it is empty, deleted", async () => {
    const made = await organizations.send(
      new CreateOrganizationalUnitCommand({ ParentId: unitIds.sandbox, Name: "Labs" }),
    );
    const OrganizationalUnitId = made.OrganizationalUnit?.Id;
    await organizations.send(
      new UpdateOrganizationalUnitCommand({ OrganizationalUnitId, Name: "Laboratory" }),
    );
    const described = await organizations.send(
      new DescribeOrganizationalUnitCommand({ OrganizationalUnitId }),
    );
    expect(described.OrganizationalUnit?.Name).toBe("Laboratory");
    const move = { AccountId, SourceParentId: unitIds.prod, DestinationParentId: OrganizationalUnitId };
    await organizations.send(new MoveAccountCommand(move));
    const children = await organizations.send(
      new ListChildrenCommand({ ParentId: OrganizationalUnitId, ChildType: "ACCOUNT" }),
    );
    expect(children.Children).toEqual([{ Id: AccountId, Type: "ACCOUNT" }]);
    const remove = new DeleteOrganizationalUnitCommand({ OrganizationalUnitId });
    await expect(organizations.send(remove)).rejects.toThrow(
      expect.objectContaining({ name: "OrganizationalUnitNotEmptyException" }),
    );
    await organizations.send(new RemoveAccountFromOrganizationCommand({ AccountId }));
    await organizations.send(new DeleteOrganizationalUnitCommand({ OrganizationalUnitId }));
    await expect(
      organizations.send(new DescribeOrganizationalUnitCommand({ OrganizationalUnitId })),
    ).rejects.toThrow(expect.objectContaining({ name: "OrganizationalUnitNotFoundException" }));
  });

  test("stands at most five deep, and its name once in its parent", async () => {
    const names = ["One", "Two", "Three", "Four", "Five"];
    let ParentId: string | undefined = rootId;
    for (const Name of names) {
      const command: CreateOrganizationalUnitCommand = new CreateOrganizationalUnitCommand({
        ParentId,
        Name,
      });
      const made = await organizations.send(command);
      ParentId = made.OrganizationalUnit?.Id;
    }
    await expect(
      organizations.send(new CreateOrganizationalUnitCommand({ ParentId, Name: "Six" })),
    ).rejects.toThrow(expect.objectContaining({ name: "ConstraintViolationException" }));
    await expect(
      organizations.send(new CreateOrganizationalUnitCommand({ ParentId: rootId, Name: "One" })),
    ).rejects.toThrow(expect.objectContaining({ name: "DuplicateOrganizationalUnitException" }));
  });

  test("that stands in a circle is listed below its own descendant", async () => {
    await stop();
    const size = { accounts: 20, sets: 1, groups: 1, people: 1, pairs: 1, seed: 1 };
    await start(generateOrganisation({ ...size, hasUnitCycle: true }));
    const seen = new Set<string>();
    let ParentId: string | undefined = rootId;
    while (ParentId !== undefined && !seen.has(ParentId)) {
      seen.add(ParentId);
      const command: ListOrganizationalUnitsForParentCommand = new ListOrganizationalUnitsForParentCommand({
        ParentId,
      });
      const { OrganizationalUnits = [] } = await organizations.send(command);
      ParentId = OrganizationalUnits[0]?.Id;
    }
    expect(ParentId).toBeDefined();
  });
});

test("a delegated administrator is registered for a service, and listed until it is not", async () => {
  const key = { AccountId, ServicePrincipal: "sso.amazonaws.com" };
  const { ServicePrincipal } = key;
  const listed = async () => {
    const answer = await organizations.send(new ListDelegatedAdministratorsCommand({ ServicePrincipal }));
    return answer.DelegatedAdministrators?.map((one) => one.Id);
  };
  await organizations.send(new RegisterDelegatedAdministratorCommand(key));
  expect(await listed()).toEqual([AccountId]);
  await expect(organizations.send(new RegisterDelegatedAdministratorCommand(key))).rejects.toThrow(
    expect.objectContaining({ name: "AccountAlreadyRegisteredException" }),
  );
  await organizations.send(new DeregisterDelegatedAdministratorCommand(key));
  expect(await listed()).toEqual([]);
});

async function start(seed: SimulatorState): Promise<void> {
  simulator = await startAwsSimulator({
    port: 0,
    seed,
    checkShapes: true,
    rateLimits: false,
    latencyMs: 1_000,
  });
  organizations = new OrganizationsClient({
    endpoint: simulator.url,
    region: seed.region,
    maxAttempts: 1,
    credentials: { accessKeyId: "simulated", secretAccessKey: "simulated" },
  });
}

async function stop(): Promise<void> {
  expect(simulator.shapeViolations).toEqual([]);
  organizations.destroy();
  await simulator.close();
}

async function creation(CreateAccountRequestId: string | undefined) {
  const command = new DescribeCreateAccountStatusCommand({ CreateAccountRequestId });
  return (await organizations.send(command)).CreateAccountStatus;
}
