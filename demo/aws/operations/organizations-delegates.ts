import * as api from "@aws-sdk/client-organizations";
import { failure } from "../failure.ts";
import { operation } from "../operation.ts";
import type { SimulatedDelegate } from "../state.ts";
import { nowOf, type World } from "../world.ts";
import { demandAccount, paged, toAccount } from "./organizations-common.ts";

export const organizationsDelegateOperations = [
  operation<api.RegisterDelegatedAdministratorCommandInput, api.RegisterDelegatedAdministratorCommandOutput>(
    api.RegisterDelegatedAdministrator$,
    ({ request, world, answer }) => {
      const { id } = demandAccount(world, request.AccountId);
      if (id === world.organization.managementAccountId) {
        throw failure(
          api.ConstraintViolationException$,
          "You can't register the management account as a delegated administrator.",
        );
      }
      const delegate = { accountId: id, servicePrincipal: request.ServicePrincipal };
      const registered = { ...delegate, since: nowOf(world).toISOString() };
      if (world.delegates.get(world.delegates.keyOf(registered))) {
        throw failure(
          api.AccountAlreadyRegisteredException$,
          "The account is already a delegated administrator.",
        );
      }
      world.delegates.put(registered);
      world.revision += 1;
      return answer({});
    },
  ),
  operation<
    api.DeregisterDelegatedAdministratorCommandInput,
    api.DeregisterDelegatedAdministratorCommandOutput
  >(api.DeregisterDelegatedAdministrator$, ({ request, world, answer }) => {
    const { id } = demandAccount(world, request.AccountId);
    const registered = world.delegates
      .where("account", id)
      .find((delegate) => delegate.servicePrincipal === request.ServicePrincipal);
    if (!registered) {
      throw failure(api.AccountNotRegisteredException$, "The account is not a delegated administrator.");
    }
    world.delegates.delete(world.delegates.keyOf(registered));
    world.revision += 1;
    return answer({});
  }),
  operation<api.ListDelegatedAdministratorsCommandInput, api.ListDelegatedAdministratorsCommandOutput>(
    api.ListDelegatedAdministrators$,
    ({ request, world, answer }) => {
      const { ServicePrincipal } = request;
      const delegates = world.delegates
        .all()
        .filter((one) => ServicePrincipal === undefined || one.servicePrincipal === ServicePrincipal);
      const firstOfEach = [...Map.groupBy(delegates, (one) => one.accountId).values()].flatMap(([one]) =>
        one ? [one] : [],
      );
      const name = api.ListDelegatedAdministrators$[2];
      const page = paged(world, name, request, firstOfEach, (one) => one.accountId);
      return answer({
        DelegatedAdministrators: page.rows.flatMap((one) => toDelegate(world, one)),
        NextToken: page.nextToken,
      });
    },
  ),
];

function toDelegate(world: World, one: SimulatedDelegate): api.DelegatedAdministrator[] {
  const account = world.accounts.get(one.accountId);
  if (!account) return [];
  const { Paths: _paths, ...known } = toAccount(world, account);
  return [{ ...known, DelegationEnabledDate: new Date(one.since) }];
}
