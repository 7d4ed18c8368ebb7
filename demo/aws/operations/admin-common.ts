import * as api from "@aws-sdk/client-sso-admin";
import { failure } from "../failure.ts";
import { type Page, pageOf } from "../paging.ts";
import type { SimulatedPermissionSet } from "../state.ts";
import { pagingHabitsOf, type World } from "../world.ts";

const pageCap = 100;

export function demandInstance(world: World, arn: string): void {
  if (arn === world.instance.arn) return;
  throw failure(api.ResourceNotFoundException$, "The instance could not be found.");
}

export function demandPermissionSet(world: World, arn: string): SimulatedPermissionSet {
  const permissionSet = world.permissionSets.get(arn);
  if (!permissionSet)
    throw failure(api.ResourceNotFoundException$, `PermissionSet with ARN ${arn} could not be found.`);
  return permissionSet;
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

export function demandAccount(world: World, id: string): void {
  if (world.accounts.get(id)) return;
  throw failure(api.ResourceNotFoundException$, `The account ${id} could not be found.`);
}

export function toPermissionSet(set: SimulatedPermissionSet): api.PermissionSet {
  return {
    Name: set.name,
    PermissionSetArn: set.arn,
    CreatedDate: new Date(set.createdAt),
    SessionDuration: set.sessionDuration,
    ...(set.description ? { Description: set.description } : {}),
    ...(set.relayState ? { RelayState: set.relayState } : {}),
  };
}

/** Changes the set. Where it was provisioned, its former version stays until it is provisioned again. */
export function changePermissionSet(
  world: World,
  arn: string,
  change: (set: SimulatedPermissionSet) => SimulatedPermissionSet,
): void {
  const set = demandPermissionSet(world, arn);
  const accountIds = world.assignments.where("permissionSet", arn).map((assignment) => assignment.accountId);
  world.permissionSets.put({ ...change(set), outdatedIn: [...new Set(accountIds)] });
  world.revision += 1;
}
