import * as api from "@aws-sdk/client-identitystore";
import { z } from "zod";
import { failure } from "../failure.ts";
import { operation } from "../operation.ts";
import type { SimulatedUser } from "../state.ts";
import type { World } from "../world.ts";
import { demandStore, demandUser, filterBy, forgetUser, newIdentityId, paged } from "./identity-common.ts";

export const identityUserOperations = [
  operation<api.ListUsersCommandInput, api.ListUsersCommandOutput>(
    api.ListUsers$,
    ({ request, world, answer }) => {
      demandStore(world, request.IdentityStoreId);
      const users = filterBy(world.users.listed.all(), request.Filters, "UserName", (user) => user.userName);
      const page = paged(world, api.ListUsers$[2], request, users, (user) => user.id);
      return answer({
        Users: page.rows.map((user) => toUser(world, user, request.Extensions)),
        NextToken: page.nextToken,
      });
    },
  ),
  operation<api.DescribeUserCommandInput, api.DescribeUserCommandOutput>(
    api.DescribeUser$,
    ({ request, world, answer }) => {
      demandStore(world, request.IdentityStoreId);
      return answer(toUser(world, demandUser(world, request.UserId), request.Extensions));
    },
  ),
  operation<api.GetUserIdCommandInput, api.GetUserIdCommandOutput>(
    api.GetUserId$,
    ({ request, world, answer }) => {
      demandStore(world, request.IdentityStoreId);
      const user = world.users.all().find((candidate) => matches(candidate, request.AlternateIdentifier));
      if (!user) throw failure(api.ResourceNotFoundException$, "USER not found.");
      return answer({ IdentityStoreId: world.instance.identityStoreId, UserId: user.id });
    },
  ),
  operation<api.CreateUserCommandInput, api.CreateUserCommandOutput>(
    api.CreateUser$,
    ({ request, world, answer }) => {
      demandStore(world, request.IdentityStoreId);
      const { UserName, DisplayName, Name } = request;
      if (!UserName || !DisplayName || !Name?.GivenName || !Name.FamilyName) {
        throw failure(
          api.ValidationException$,
          "UserName, DisplayName, GivenName and FamilyName are required.",
        );
      }
      if (world.users.where("name", UserName).length > 0) {
        throw failure(api.ConflictException$, "Duplicate UserName");
      }
      const email = request.Emails?.[0]?.Value;
      const user: SimulatedUser = {
        id: newIdentityId(world),
        userName: UserName,
        displayName: DisplayName,
        givenName: Name.GivenName,
        familyName: Name.FamilyName,
        ...(email ? { email } : {}),
        ...(request.Title ? { title: request.Title } : {}),
        status: "ENABLED",
        externalIds: [],
      };
      world.users.put(user);
      world.revision += 1;
      return answer({ IdentityStoreId: world.instance.identityStoreId, UserId: user.id });
    },
  ),
  operation<api.UpdateUserCommandInput, api.UpdateUserCommandOutput>(
    api.UpdateUser$,
    ({ request, world, answer }) => {
      demandStore(world, request.IdentityStoreId);
      const user = demandUser(world, request.UserId);
      world.users.put(request.Operations.reduce(updated, user));
      world.revision += 1;
      return answer({});
    },
  ),
  operation<api.DeleteUserCommandInput, api.DeleteUserCommandOutput>(
    api.DeleteUser$,
    ({ request, world, answer }) => {
      demandStore(world, request.IdentityStoreId);
      forgetUser(world, demandUser(world, request.UserId).id);
      return answer({});
    },
  ),
];

const ENTERPRISE = "aws:identitystore:enterprise";

function toUser(world: World, user: SimulatedUser, extensions: readonly string[] = []) {
  return {
    IdentityStoreId: world.instance.identityStoreId,
    UserId: user.id,
    UserName: user.userName,
    DisplayName: user.displayName,
    Name: { GivenName: user.givenName, FamilyName: user.familyName },
    UserStatus: user.status,
    ...(user.externalIds.length > 0
      ? { ExternalIds: user.externalIds.map(({ issuer, id }) => ({ Issuer: issuer, Id: id })) }
      : {}),
    ...(user.email ? { Emails: [{ Value: user.email, Type: "work", Primary: true }] } : {}),
    ...(user.title ? { Title: user.title } : {}),
    ...(user.manager && extensions.includes(ENTERPRISE)
      ? { Extensions: { [ENTERPRISE]: { manager: { value: user.manager } } } }
      : {}),
  } satisfies api.User;
}

function matches(user: SimulatedUser, identifier: api.AlternateIdentifier): boolean {
  if (identifier.ExternalId) {
    const { Issuer, Id } = identifier.ExternalId;
    return user.externalIds.some(({ issuer, id }) => issuer === Issuer && id === Id);
  }
  if (!identifier.UniqueAttribute) return false;
  const { AttributePath, AttributeValue } = identifier.UniqueAttribute;
  switch (AttributePath?.toLowerCase() ?? "") {
    case "username":
      return user.userName === AttributeValue;
    case "emails.value":
      return user.email !== undefined && user.email === AttributeValue;
    default:
      throw failure(api.ValidationException$, "The attribute path is not a unique attribute of a user.");
  }
}

const mails = z.array(z.object({ Value: z.string() })).catch([]);

/** AWS takes the list of mail addresses as a document; the simulator keeps the first of them. */
function mailIn(value: unknown): string | undefined {
  return mails.parse(value)[0]?.Value;
}

/** AWS changes the status of a user through no documented path; `userStatus` is the simulator's own. */
function updated(
  user: SimulatedUser,
  { AttributePath, AttributeValue }: api.AttributeOperation,
): SimulatedUser {
  const value = typeof AttributeValue === "string" ? AttributeValue : "";
  switch (AttributePath?.toLowerCase() ?? "") {
    case "userstatus":
      if (value === "ENABLED" || value === "DISABLED") return { ...user, status: value };
      throw failure(api.ValidationException$, "userStatus is ENABLED or DISABLED.");
    case "displayname":
      return { ...user, displayName: value };
    case "name.givenname":
      return { ...user, givenName: value };
    case "name.familyname":
      return { ...user, familyName: value };
    case "title":
      return { ...user, title: value };
    case "username":
      return { ...user, userName: value };
    case `${ENTERPRISE}.manager.value`:
      return { ...user, manager: value };
    case "emails": {
      const { email: _former, ...others } = user;
      const email = mailIn(AttributeValue);
      return email === undefined ? others : { ...others, email };
    }
    default:
      throw failure(api.ValidationException$, `The attribute path ${AttributePath} cannot be updated.`);
  }
}
