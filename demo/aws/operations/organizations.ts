import * as api from "@aws-sdk/client-organizations";
import { failure } from "../failure.ts";
import { operation } from "../operation.ts";
import { type Page, pageOf } from "../paging.ts";
import type { SimulatedAccount, SimulatedUnit } from "../state.ts";
import type { World } from "../world.ts";

const pageCap = 20;

export const organizationsOperations = [
  operation<api.DescribeOrganizationCommandInput, api.DescribeOrganizationCommandOutput>(
    api.DescribeOrganization$,
    ({ world, answer }) => {
      const { id, managementAccountId } = world.organization;
      return answer({
        Organization: {
          Id: id,
          Arn: `arn:aws:organizations::${managementAccountId}:organization/${id}`,
          FeatureSet: "ALL",
          MasterAccountArn: arnOf(world, `account/${id}/${managementAccountId}`),
          MasterAccountId: managementAccountId,
          MasterAccountEmail: world.accounts.get(managementAccountId)?.email,
          AvailablePolicyTypes: [],
        },
      });
    },
  ),
  operation<api.ListRootsCommandInput, api.ListRootsCommandOutput>(api.ListRoots$, ({ world, answer }) =>
    answer({ Roots: [toRoot(world)] }),
  ),
  operation<api.ListAccountsCommandInput, api.ListAccountsCommandOutput>(
    api.ListAccounts$,
    ({ request, world, answer }) => {
      const page = paged(api.ListAccounts$[2], request, world.accounts.all(), (account) => account.id);
      return answer({
        Accounts: page.rows.map((account) => toAccount(world, account)),
        NextToken: page.nextToken,
      });
    },
  ),
  operation<api.ListAccountsForParentCommandInput, api.ListAccountsForParentCommandOutput>(
    api.ListAccountsForParent$,
    ({ request, world, answer }) => {
      demandParent(world, request.ParentId);
      const accounts = world.accounts.where("parent", request.ParentId);
      const page = paged(api.ListAccountsForParent$[2], request, accounts, (account) => account.id);
      return answer({
        Accounts: page.rows.map((account) => toAccount(world, account)),
        NextToken: page.nextToken,
      });
    },
  ),
  operation<
    api.ListOrganizationalUnitsForParentCommandInput,
    api.ListOrganizationalUnitsForParentCommandOutput
  >(api.ListOrganizationalUnitsForParent$, ({ request, world, answer }) => {
    demandParent(world, request.ParentId);
    const units = [
      ...world.units.where("parent", request.ParentId),
      ...world.units.where("alsoUnder", request.ParentId),
    ].sort((one, other) => (one.id < other.id ? -1 : 1));
    const page = paged(api.ListOrganizationalUnitsForParent$[2], request, units, (unit) => unit.id);
    return answer({
      OrganizationalUnits: page.rows.map((unit) => toUnit(world, unit)),
      NextToken: page.nextToken,
    });
  }),
  operation<api.ListParentsCommandInput, api.ListParentsCommandOutput>(
    api.ListParents$,
    ({ request, world, answer }) => {
      const child = world.accounts.get(request.ChildId) ?? world.units.get(request.ChildId);
      if (!child) throw failure(api.ChildNotFoundException$, "You specified a child that doesn't exist.");
      const isRoot = child.parentId === world.organization.rootId;
      return answer({ Parents: [{ Id: child.parentId, Type: isRoot ? "ROOT" : "ORGANIZATIONAL_UNIT" }] });
    },
  ),
  operation<api.DescribeAccountCommandInput, api.DescribeAccountCommandOutput>(
    api.DescribeAccount$,
    ({ request, world, answer }) =>
      answer({ Account: toAccount(world, demandAccount(world, request.AccountId)) }),
  ),
  operation<api.ListTagsForResourceCommandInput, api.ListTagsForResourceCommandOutput>(
    api.ListTagsForResource$,
    ({ request, world, answer }) => {
      const { ResourceId } = request;
      const known = ResourceId === world.organization.rootId || world.units.get(ResourceId);
      const account = world.accounts.get(ResourceId);
      if (!known && !account)
        throw failure(api.TargetNotFoundException$, "You specified a target that doesn't exist.");
      return answer({ Tags: Object.entries(account?.tags ?? {}).map(([Key, Value]) => ({ Key, Value })) });
    },
  ),
  operation<api.CloseAccountCommandInput, api.CloseAccountCommandOutput>(
    api.CloseAccount$,
    ({ request, world, answer }) => {
      const account = demandAccount(world, request.AccountId);
      if (account.id === world.organization.managementAccountId) {
        throw failure(
          api.ConstraintViolationException$,
          "You can't close the management account of an organization.",
        );
      }
      if (account.state !== "ACTIVE")
        throw failure(api.AccountAlreadyClosedException$, "The account is already closed.");
      world.accounts.put({ ...account, state: "PENDING_CLOSURE" });
      world.revision += 1;
      return answer({});
    },
  ),
];

function paged<Row>(
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
  });
  if (!page)
    throw failure(api.InvalidInputException$, "You specified an invalid value for NextToken or MaxResults.");
  return page;
}

function demandAccount(world: World, id: string): SimulatedAccount {
  const account = world.accounts.get(id);
  if (!account) throw failure(api.AccountNotFoundException$, "You specified an account that doesn't exist.");
  return account;
}

function demandParent(world: World, id: string): void {
  if (id === world.organization.rootId || world.units.get(id)) return;
  throw failure(api.ParentNotFoundException$, "You specified parent that doesn't exist.");
}

function toRoot(world: World): api.Root {
  return {
    Id: world.organization.rootId,
    Arn: arnOf(world, `root/${world.organization.id}/${world.organization.rootId}`),
    Name: "api.Root",
    PolicyTypes: [],
  };
}

function toUnit(world: World, unit: SimulatedUnit): api.OrganizationalUnit {
  return {
    Id: unit.id,
    Arn: arnOf(world, `ou/${world.organization.id}/${unit.id}`),
    Name: unit.name,
    Path: pathOf(world, unit.parentId, unit.id),
  };
}

function toAccount(world: World, account: SimulatedAccount): api.Account {
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

function arnOf(world: World, resource: string): string {
  return `arn:aws:organizations::${world.organization.managementAccountId}:${resource}`;
}
