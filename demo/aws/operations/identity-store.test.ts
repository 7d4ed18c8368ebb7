import {
  CreateGroupCommand,
  CreateGroupMembershipCommand,
  CreateUserCommand,
  DeleteGroupCommand,
  DeleteGroupMembershipCommand,
  DeleteUserCommand,
  DescribeGroupCommand,
  DescribeGroupMembershipCommand,
  DescribeUserCommand,
  GetGroupIdCommand,
  GetGroupMembershipIdCommand,
  GetUserIdCommand,
  IdentitystoreClient,
  IsMemberInGroupsCommand,
  ListGroupMembershipsForMemberCommand,
  UpdateGroupCommand,
  UpdateUserCommand,
} from "@aws-sdk/client-identitystore";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { cast } from "#demo/seed/organisation/cast.ts";
import { buildOrganisation } from "#demo/seed/organisation/organisation.ts";
import { type AwsSimulator, startAwsSimulator } from "../simulator.ts";

const seed = buildOrganisation();
const IdentityStoreId = seed.instance.identityStoreId;

let simulator: AwsSimulator;
let store: IdentitystoreClient;

beforeEach(async () => {
  simulator = await startAwsSimulator({ port: 0, seed, checkShapes: true, rateLimits: false });
  store = new IdentitystoreClient({
    endpoint: simulator.url,
    region: seed.region,
    maxAttempts: 1,
    credentials: { accessKeyId: "simulated", secretAccessKey: "simulated" },
  });
});

afterEach(async () => {
  expect(simulator.shapeViolations).toEqual([]);
  store.destroy();
  await simulator.close();
});

describe("the identity store", () => {
  test("makes, changes and forgets people", async () => {
    const { UserId } = await store.send(
      new CreateUserCommand({
        IdentityStoreId,
        UserName: "new.person",
        DisplayName: "New Person",
        Name: { GivenName: "New", FamilyName: "Person" },
        Emails: [{ Value: "new.person@halden.example", Primary: true }],
      }),
    );
    const Operations = [{ AttributePath: "userStatus", AttributeValue: "DISABLED" }];
    await store.send(new UpdateUserCommand({ IdentityStoreId, UserId, Operations }));
    const user = await store.send(new DescribeUserCommand({ IdentityStoreId, UserId }));
    expect(user).toMatchObject({ UserName: "new.person", UserStatus: "DISABLED" });
    await store.send(new DeleteUserCommand({ IdentityStoreId, UserId }));
    await expect(store.send(new DescribeUserCommand({ IdentityStoreId, UserId }))).rejects.toThrow(
      expect.objectContaining({ name: "ResourceNotFoundException" }),
    );
  });

  test("makes and forgets groups and memberships", async () => {
    const { GroupId = "" } = await store.send(
      new CreateGroupCommand({ IdentityStoreId, DisplayName: "night-shift" }),
    );
    const MemberId = { UserId: cast.ines.userId };
    const isMember = async () => {
      const request = { IdentityStoreId, MemberId, GroupIds: [GroupId] };
      const { Results } = await store.send(new IsMemberInGroupsCommand(request));
      return Results?.[0]?.MembershipExists;
    };
    expect(await isMember()).toBe(false);
    const { MembershipId } = await store.send(
      new CreateGroupMembershipCommand({ IdentityStoreId, GroupId, MemberId }),
    );
    expect(await isMember()).toBe(true);
    const found = await store.send(new GetGroupMembershipIdCommand({ IdentityStoreId, GroupId, MemberId }));
    expect(found.MembershipId).toBe(MembershipId);
    const described = await store.send(new DescribeGroupMembershipCommand({ IdentityStoreId, MembershipId }));
    expect(described).toMatchObject({ GroupId, MemberId });
    await store.send(new DeleteGroupMembershipCommand({ IdentityStoreId, MembershipId }));
    expect(await isMember()).toBe(false);
    await store.send(new CreateGroupMembershipCommand({ IdentityStoreId, GroupId, MemberId }));
    await store.send(new DeleteGroupCommand({ IdentityStoreId, GroupId }));
    await expect(store.send(new DescribeGroupCommand({ IdentityStoreId, GroupId }))).rejects.toThrow();
    const { GroupMemberships = [] } = await store.send(
      new ListGroupMembershipsForMemberCommand({ IdentityStoreId, MemberId }),
    );
    expect(GroupMemberships.map((membership) => membership.GroupId)).not.toContain(GroupId);
  });

  test("renames a group, but not to the name of another", async () => {
    const GroupId = seed.groups[0]?.id;
    const rename = (AttributeValue: string) => {
      const Operations = [{ AttributePath: "displayName", AttributeValue }];
      return store.send(new UpdateGroupCommand({ IdentityStoreId, GroupId, Operations }));
    };
    await rename("day-shift");
    const group = await store.send(new DescribeGroupCommand({ IdentityStoreId, GroupId }));
    expect(group.DisplayName).toBe("day-shift");
    await expect(rename("payments-leads")).rejects.toThrow(
      expect.objectContaining({ name: "ConflictException" }),
    );
  });

  test("changes a person's mail address, and takes it away", async () => {
    const UserId = cast.ines.userId;
    const change = async (AttributeValue: { Value: string }[]) => {
      const Operations = [{ AttributePath: "emails", AttributeValue }];
      await store.send(new UpdateUserCommand({ IdentityStoreId, UserId, Operations }));
      return (await store.send(new DescribeUserCommand({ IdentityStoreId, UserId }))).Emails;
    };
    expect((await change([{ Value: "new@halden.example" }]))?.[0]?.Value).toBe("new@halden.example");
    expect(await change([])).toBeUndefined();
  });

  test("finds people and groups by their unique attributes", async () => {
    const Id = cast.priya.externalId;
    const byExternalId = { ExternalId: { Issuer: "https://id.halden.example", Id } };
    const person = await store.send(
      new GetUserIdCommand({ IdentityStoreId, AlternateIdentifier: byExternalId }),
    );
    expect(person.UserId).toBe(cast.priya.userId);
    const byName = { UniqueAttribute: { AttributePath: "displayName", AttributeValue: "payments-leads" } };
    const group = await store.send(new GetGroupIdCommand({ IdentityStoreId, AlternateIdentifier: byName }));
    expect(group.GroupId).toBe(seed.groups.find(({ displayName }) => displayName === "payments-leads")?.id);
  });
});
