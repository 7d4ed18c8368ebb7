import * as api from "@aws-sdk/client-organizations";
import { failure } from "../failure.ts";
import { operation } from "../operation.ts";
import {
  arnOf,
  demandAccount,
  demandParent,
  paged,
  toAccount,
  toRoot,
  toUnit,
} from "./organizations-common.ts";

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
      const page = paged(
        world,
        api.ListAccounts$[2],
        request,
        world.accounts.listed.all(),
        (account) => account.id,
      );
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
      const accounts = world.accounts.listed.where("parent", request.ParentId);
      const page = paged(world, api.ListAccountsForParent$[2], request, accounts, (account) => account.id);
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
      ...world.units.listed.where("parent", request.ParentId),
      ...world.units.listed.where("alsoUnder", request.ParentId),
    ].sort((one, other) => (one.id < other.id ? -1 : 1));
    const page = paged(world, api.ListOrganizationalUnitsForParent$[2], request, units, (unit) => unit.id);
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
];
