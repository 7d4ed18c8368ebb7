import * as api from "@aws-sdk/client-organizations";
import { failure } from "../failure.ts";
import { operation } from "../operation.ts";
import { removeAssignment } from "../remove-assignment.ts";
import type { SimulatedAccountCreation } from "../state.ts";
import { nowOf, type World } from "../world.ts";
import { tagsOf } from "./common.ts";
import { demandAccount, paged } from "./organizations-common.ts";

export const organizationsAccountOperations = [
  operation<api.CreateAccountCommandInput, api.CreateAccountCommandOutput>(
    api.CreateAccount$,
    ({ request, world, answer }) => {
      const now = nowOf(world);
      const opened: SimulatedAccountCreation = {
        id: `car-${world.sources.uuid().replaceAll("-", "")}`,
        accountId: freeAccountId(world),
        name: request.AccountName,
        email: request.Email,
        tags: tagsOf(request.Tags),
        openedAt: now.toISOString(),
        settlesAt: new Date(now.getTime() + world.latencyMs).toISOString(),
        status: "IN_PROGRESS",
      };
      world.accountCreations.put(opened);
      world.revision += 1;
      return answer({ CreateAccountStatus: toStatus(opened) });
    },
  ),
  operation<api.DescribeCreateAccountStatusCommandInput, api.DescribeCreateAccountStatusCommandOutput>(
    api.DescribeCreateAccountStatus$,
    ({ request, world, answer }) => {
      const found = world.accountCreations.get(request.CreateAccountRequestId);
      if (!found) {
        throw failure(
          api.CreateAccountStatusNotFoundException$,
          "You specified a request that doesn't exist.",
        );
      }
      return answer({ CreateAccountStatus: toStatus(found) });
    },
  ),
  operation<api.ListCreateAccountStatusCommandInput, api.ListCreateAccountStatusCommandOutput>(
    api.ListCreateAccountStatus$,
    ({ request, world, answer }) => {
      const { States } = request;
      const found = world.accountCreations.all().filter((one) => !States || States.includes(one.status));
      const page = paged(world, api.ListCreateAccountStatus$[2], request, found, (one) => one.id);
      return answer({ CreateAccountStatuses: page.rows.map(toStatus), NextToken: page.nextToken });
    },
  ),
  operation<api.MoveAccountCommandInput, api.MoveAccountCommandOutput>(
    api.MoveAccount$,
    ({ request, world, answer }) => {
      const account = demandAccount(world, request.AccountId);
      if (account.parentId !== request.SourceParentId) {
        throw failure(
          api.SourceParentNotFoundException$,
          "The account is not in the source that you specified.",
        );
      }
      const { DestinationParentId } = request;
      if (DestinationParentId !== world.organization.rootId && !world.units.get(DestinationParentId)) {
        throw failure(
          api.DestinationParentNotFoundException$,
          "You specified a destination that doesn't exist.",
        );
      }
      if (DestinationParentId === account.parentId) {
        throw failure(api.DuplicateAccountException$, "The account is already present in the destination.");
      }
      world.accounts.put({ ...account, parentId: DestinationParentId });
      world.revision += 1;
      return answer({});
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
  operation<api.RemoveAccountFromOrganizationCommandInput, api.RemoveAccountFromOrganizationCommandOutput>(
    api.RemoveAccountFromOrganization$,
    ({ request, world, answer }) => {
      const account = demandAccount(world, request.AccountId);
      if (account.id === world.organization.managementAccountId) {
        throw failure(
          api.MasterCannotLeaveOrganizationException$,
          "You can't remove the management account from its organization.",
        );
      }
      removeAccount(world, account.id);
      return answer({});
    },
  ),
];

/** Takes the account out of the organisation, and with it what was assigned in it. */
export function removeAccount(world: World, accountId: string): void {
  for (const row of world.assignments.where("account", accountId)) removeAssignment(world, row);
  for (const delegate of world.delegates.where("account", accountId)) {
    world.delegates.delete(world.delegates.keyOf(delegate));
  }
  world.accounts.delete(accountId);
  world.revision += 1;
}

function freeAccountId(world: World): string {
  const id = String(100_000_000_000 + world.sources.below(100_000_000_000));
  return world.accounts.get(id) ? freeAccountId(world) : id;
}

function toStatus(one: SimulatedAccountCreation): api.CreateAccountStatus {
  return {
    Id: one.id,
    AccountName: one.name,
    State: one.status,
    RequestedTimestamp: new Date(one.openedAt),
    ...(one.status === "IN_PROGRESS" ? {} : { CompletedTimestamp: new Date(one.settlesAt) }),
    ...(one.status === "SUCCEEDED" ? { AccountId: one.accountId } : {}),
    ...(one.status === "FAILED" ? { FailureReason: "EMAIL_ALREADY_EXISTS" } : {}),
  };
}
