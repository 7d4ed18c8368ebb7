import * as api from "@aws-sdk/client-organizations";
import { failure } from "../failure.ts";
import { type Page, pageOf } from "../paging.ts";
import type { SimulatedAccount, SimulatedUnit } from "../state.ts";
import { pagingHabitsOf, type World } from "../world.ts";

const pageCap = 20;

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
  if (!page)
    throw failure(api.InvalidInputException$, "You specified an invalid value for NextToken or MaxResults.");
  return page;
}

export function demandAccount(world: World, id: string): SimulatedAccount {
  const account = world.accounts.get(id);
  if (!account) throw failure(api.AccountNotFoundException$, "You specified an account that doesn't exist.");
  return account;
}

export function demandParent(world: World, id: string): void {
  if (id === world.organization.rootId || world.units.get(id)) return;
  throw failure(api.ParentNotFoundException$, "You specified parent that doesn't exist.");
}

export function toRoot(world: World): api.Root {
  return {
    Id: world.organization.rootId,
    Arn: arnOf(world, `root/${world.organization.id}/${world.organization.rootId}`),
    Name: "Root",
    PolicyTypes: [],
  };
}

export function toUnit(world: World, unit: SimulatedUnit): api.OrganizationalUnit {
  return {
    Id: unit.id,
    Arn: arnOf(world, `ou/${world.organization.id}/${unit.id}`),
    Name: unit.name,
    Path: pathOf(world, unit.parentId, unit.id),
  };
}

export function toAccount(world: World, account: SimulatedAccount): api.Account {
  return {
    Id: account.id,
    Arn: arnOf(world, `account/${world.organization.id}/${account.id}`),
    Name: account.name,
    Email: account.email,
    State: account.state,
    JoinedMethod: account.joinedMethod,
    JoinedTimestamp: new Date(account.joinedAt),
    ...(world.accountPaths ? { Paths: [pathOf(world, account.parentId, account.id)] } : {}),
  };
}

function pathOf(world: World, parentId: string, id: string): string {
  const parent = world.units.get(parentId);
  if (!parent) return `${world.organization.id}/${parentId}/${id}/`;
  return `${pathOf(world, parent.parentId, parentId)}${id}/`;
}

export function arnOf(world: World, resource: string): string {
  return `arn:aws:organizations::${world.organization.managementAccountId}:${resource}`;
}
