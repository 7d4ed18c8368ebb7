import * as api from "@aws-sdk/client-identitystore";
import { failure } from "../failure.ts";
import { type Page, pageOf } from "../paging.ts";
import type { SimulatedGroup, SimulatedUser } from "../state.ts";
import { pagingHabitsOf, type World } from "../world.ts";

const pageCap = 100;

export function demandStore(world: World, id: string): void {
  if (id === world.instance.identityStoreId) return;
  throw failure(api.ResourceNotFoundException$, "IDENTITY_STORE not found.");
}

export function demandUser(world: World, id: string): SimulatedUser {
  const user = world.users.get(id);
  if (!user) throw failure(api.ResourceNotFoundException$, "USER not found.");
  return user;
}

export function demandGroup(world: World, id: string): SimulatedGroup {
  const group = world.groups.get(id);
  if (!group) throw failure(api.ResourceNotFoundException$, "GROUP not found.");
  return group;
}

export function memberOf(member: api.MemberId): string {
  if (member.UserId !== undefined) return member.UserId;
  throw failure(api.ValidationException$, "Only users are members of a group.");
}

export function paged<Row>(
  world: World,
  name: string,
  request: { MaxResults?: number | undefined; NextToken?: string | undefined },
  rows: readonly Row[],
  keyOf: (row: Row) => string,
): Page<Row> {
  const page = pageOf(rows, keyOf, {
    operation: name,
    parameters: request,
    maxResults: request.MaxResults,
    nextToken: request.NextToken,
    cap: pageCap,
    habits: pagingHabitsOf(world),
  });
  if (!page) throw failure(api.ValidationException$, "The pagination token or the page size is not valid.");
  return page;
}

/** Keeps the rows that every filter names; AWS filters a kind of row by one attribute and refuses the rest. */
export function filterBy<Row>(
  rows: readonly Row[],
  filters: readonly api.Filter[] | undefined,
  attributePath: string,
  read: (row: Row) => string,
): readonly Row[] {
  return (filters ?? []).reduce((kept, filter) => {
    if (filter.AttributePath !== attributePath) {
      throw failure(api.ValidationException$, "The attribute path of the filter is not supported.");
    }
    return kept.filter((row) => read(row) === filter.AttributeValue);
  }, rows);
}

/** A new id: an identity store's ids begin with the store's own digits, then comes a UUID. */
export function newIdentityId(world: World): string {
  return `${world.instance.identityStoreId.replace("d-", "")}-${world.sources.uuid()}`;
}

/** The person's memberships go too; what was assigned stays behind as orphans, as at AWS. */
export function forgetUser(world: World, userId: string): void {
  for (const { id } of world.memberships.where("user", userId)) world.memberships.delete(id);
  world.users.delete(userId);
  world.revision += 1;
}

export function forgetGroup(world: World, groupId: string): void {
  for (const { id } of world.memberships.where("group", groupId)) world.memberships.delete(id);
  world.groups.delete(groupId);
  world.revision += 1;
}
