import * as api from "@aws-sdk/client-identitystore";
import { failure } from "../failure.ts";
import { operation } from "../operation.ts";
import type { SimulatedGroup, SimulatedMembership } from "../state.ts";
import type { World } from "../world.ts";
import {
  demandGroup,
  demandStore,
  demandUser,
  filterBy,
  forgetGroup,
  memberOf,
  newIdentityId,
  paged,
} from "./identity-common.ts";

export const identityGroupOperations = [
  operation<api.ListGroupsCommandInput, api.ListGroupsCommandOutput>(
    api.ListGroups$,
    ({ request, world, answer }) => {
      demandStore(world, request.IdentityStoreId);
      const groups = filterBy(
        world.groups.listed.all(),
        request.Filters,
        "DisplayName",
        (group) => group.displayName,
      );
      const page = paged(world, api.ListGroups$[2], request, groups, (group) => group.id);
      return answer({ Groups: page.rows.map((group) => toGroup(world, group)), NextToken: page.nextToken });
    },
  ),
  operation<api.DescribeGroupCommandInput, api.DescribeGroupCommandOutput>(
    api.DescribeGroup$,
    ({ request, world, answer }) => {
      demandStore(world, request.IdentityStoreId);
      return answer(toGroup(world, demandGroup(world, request.GroupId)));
    },
  ),
  operation<api.GetGroupIdCommandInput, api.GetGroupIdCommandOutput>(
    api.GetGroupId$,
    ({ request, world, answer }) => {
      demandStore(world, request.IdentityStoreId);
      const group = world.groups.all().find((candidate) => matches(candidate, request.AlternateIdentifier));
      if (!group) throw failure(api.ResourceNotFoundException$, "GROUP not found.");
      return answer({ IdentityStoreId: world.instance.identityStoreId, GroupId: group.id });
    },
  ),
  operation<api.CreateGroupCommandInput, api.CreateGroupCommandOutput>(
    api.CreateGroup$,
    ({ request, world, answer }) => {
      demandStore(world, request.IdentityStoreId);
      if (!request.DisplayName) throw failure(api.ValidationException$, "DisplayName is required.");
      if (world.groups.where("name", request.DisplayName).length > 0) {
        throw failure(api.ConflictException$, "Duplicate GroupDisplayName");
      }
      const group: SimulatedGroup = {
        id: newIdentityId(world),
        displayName: request.DisplayName,
        ...(request.Description ? { description: request.Description } : {}),
        externalIds: [],
      };
      world.groups.put(group);
      world.revision += 1;
      return answer({ IdentityStoreId: world.instance.identityStoreId, GroupId: group.id });
    },
  ),
  operation<api.UpdateGroupCommandInput, api.UpdateGroupCommandOutput>(
    api.UpdateGroup$,
    ({ request, world, answer }) => {
      demandStore(world, request.IdentityStoreId);
      const changed = request.Operations.reduce(updated, demandGroup(world, request.GroupId));
      const namesakes = world.groups.where("name", changed.displayName);
      if (namesakes.some((group) => group.id !== changed.id)) {
        throw failure(api.ConflictException$, "Duplicate GroupDisplayName");
      }
      world.groups.put(changed);
      world.revision += 1;
      return answer({});
    },
  ),
  operation<api.DeleteGroupCommandInput, api.DeleteGroupCommandOutput>(
    api.DeleteGroup$,
    ({ request, world, answer }) => {
      demandStore(world, request.IdentityStoreId);
      forgetGroup(world, demandGroup(world, request.GroupId).id);
      return answer({});
    },
  ),
  operation<api.ListGroupMembershipsCommandInput, api.ListGroupMembershipsCommandOutput>(
    api.ListGroupMemberships$,
    ({ request, world, answer }) => {
      demandStore(world, request.IdentityStoreId);
      const memberships = world.memberships.listed.where("group", demandGroup(world, request.GroupId).id);
      const page = paged(
        world,
        api.ListGroupMemberships$[2],
        request,
        memberships,
        (membership) => membership.id,
      );
      return answer({
        GroupMemberships: page.rows.map((membership) => toMembership(world, membership)),
        NextToken: page.nextToken,
      });
    },
  ),
  operation<api.ListGroupMembershipsForMemberCommandInput, api.ListGroupMembershipsForMemberCommandOutput>(
    api.ListGroupMembershipsForMember$,
    ({ request, world, answer }) => {
      demandStore(world, request.IdentityStoreId);
      const memberships = world.memberships.listed.where(
        "user",
        demandUser(world, memberOf(request.MemberId)).id,
      );
      const page = paged(
        world,
        api.ListGroupMembershipsForMember$[2],
        request,
        memberships,
        (membership) => membership.id,
      );
      return answer({
        GroupMemberships: page.rows.map((membership) => toMembership(world, membership)),
        NextToken: page.nextToken,
      });
    },
  ),
  operation<api.IsMemberInGroupsCommandInput, api.IsMemberInGroupsCommandOutput>(
    api.IsMemberInGroups$,
    ({ request, world, answer }) => {
      demandStore(world, request.IdentityStoreId);
      const user = demandUser(world, memberOf(request.MemberId));
      const groupIds = new Set(
        world.memberships.where("user", user.id).map((membership) => membership.groupId),
      );
      const Results = request.GroupIds.map((GroupId): api.GroupMembershipExistenceResult => {
        return { GroupId, MemberId: request.MemberId, MembershipExists: groupIds.has(GroupId) };
      });
      return answer({ Results });
    },
  ),
  operation<api.DescribeGroupMembershipCommandInput, api.DescribeGroupMembershipCommandOutput>(
    api.DescribeGroupMembership$,
    ({ request, world, answer }) => {
      demandStore(world, request.IdentityStoreId);
      const membership = world.memberships.get(request.MembershipId);
      if (!membership) throw failure(api.ResourceNotFoundException$, "GROUP_MEMBERSHIP not found.");
      return answer(toMembership(world, membership));
    },
  ),
  operation<api.GetGroupMembershipIdCommandInput, api.GetGroupMembershipIdCommandOutput>(
    api.GetGroupMembershipId$,
    ({ request, world, answer }) => {
      demandStore(world, request.IdentityStoreId);
      const membership = world.memberships
        .where("user", memberOf(request.MemberId))
        .find(({ groupId }) => groupId === request.GroupId);
      if (!membership) throw failure(api.ResourceNotFoundException$, "GROUP_MEMBERSHIP not found.");
      return answer({ IdentityStoreId: world.instance.identityStoreId, MembershipId: membership.id });
    },
  ),
  operation<api.CreateGroupMembershipCommandInput, api.CreateGroupMembershipCommandOutput>(
    api.CreateGroupMembership$,
    ({ request, world, answer }) => {
      demandStore(world, request.IdentityStoreId);
      const group = demandGroup(world, request.GroupId);
      const user = demandUser(world, memberOf(request.MemberId));
      if (world.memberships.where("user", user.id).some(({ groupId }) => groupId === group.id)) {
        throw failure(api.ConflictException$, "Member and Group relationship already exists.");
      }
      const membership = { id: newIdentityId(world), groupId: group.id, userId: user.id };
      world.memberships.put(membership);
      world.revision += 1;
      return answer({ IdentityStoreId: world.instance.identityStoreId, MembershipId: membership.id });
    },
  ),
  operation<api.DeleteGroupMembershipCommandInput, api.DeleteGroupMembershipCommandOutput>(
    api.DeleteGroupMembership$,
    ({ request, world, answer }) => {
      demandStore(world, request.IdentityStoreId);
      if (!world.memberships.get(request.MembershipId)) {
        throw failure(api.ResourceNotFoundException$, "GROUP_MEMBERSHIP not found.");
      }
      world.memberships.delete(request.MembershipId);
      world.revision += 1;
      return answer({});
    },
  ),
];

function updated(
  group: SimulatedGroup,
  { AttributePath, AttributeValue }: api.AttributeOperation,
): SimulatedGroup {
  const value = typeof AttributeValue === "string" ? AttributeValue : "";
  switch (AttributePath?.toLowerCase() ?? "") {
    case "displayname":
      return { ...group, displayName: value };
    case "description":
      return { ...group, description: value };
    default:
      throw failure(api.ValidationException$, `The attribute path ${AttributePath} cannot be updated.`);
  }
}

function toGroup(world: World, group: SimulatedGroup) {
  return {
    IdentityStoreId: world.instance.identityStoreId,
    GroupId: group.id,
    DisplayName: group.displayName,
    ...(group.description ? { Description: group.description } : {}),
    ...(group.externalIds.length > 0
      ? { ExternalIds: group.externalIds.map(({ issuer, id }) => ({ Issuer: issuer, Id: id })) }
      : {}),
  } satisfies api.Group;
}

function toMembership(world: World, membership: SimulatedMembership) {
  return {
    IdentityStoreId: world.instance.identityStoreId,
    MembershipId: membership.id,
    GroupId: membership.groupId,
    MemberId: { UserId: membership.userId },
  } satisfies api.GroupMembership;
}

function matches(group: SimulatedGroup, identifier: api.AlternateIdentifier): boolean {
  if (identifier.ExternalId) {
    const { Issuer, Id } = identifier.ExternalId;
    return group.externalIds.some(({ issuer, id }) => issuer === Issuer && id === Id);
  }
  if (identifier.UniqueAttribute?.AttributePath?.toLowerCase() === "displayname") {
    return group.displayName === identifier.UniqueAttribute.AttributeValue;
  }
  throw failure(api.ValidationException$, "The attribute path is not a unique attribute of a group.");
}
