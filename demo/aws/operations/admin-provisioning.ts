import * as api from "@aws-sdk/client-sso-admin";
import { failure } from "../failure.ts";
import { operation } from "../operation.ts";
import type { SimulatedProvisioning } from "../state.ts";
import { nowOf, type World } from "../world.ts";
import { demandAccount, demandInstance, demandPermissionSet, paged } from "./admin-common.ts";

export const adminProvisioningOperations = [
  operation<api.ProvisionPermissionSetCommandInput, api.ProvisionPermissionSetCommandOutput>(
    api.ProvisionPermissionSet$,
    ({ request, world, answer }) => {
      demandInstance(world, request.InstanceArn);
      const { arn } = demandPermissionSet(world, request.PermissionSetArn);
      const accountId = targetOf(world, request.TargetType, request.TargetId);
      const now = nowOf(world);
      const opened: SimulatedProvisioning = {
        requestId: world.sources.uuid(),
        permissionSetArn: arn,
        ...(accountId === null ? {} : { accountId }),
        openedAt: now.toISOString(),
        settlesAt: new Date(now.getTime() + world.latencyMs).toISOString(),
        status: "IN_PROGRESS",
      };
      world.provisionings.put(opened);
      world.revision += 1;
      return answer({ PermissionSetProvisioningStatus: toStatus(opened) });
    },
  ),
  operation<
    api.DescribePermissionSetProvisioningStatusCommandInput,
    api.DescribePermissionSetProvisioningStatusCommandOutput
  >(api.DescribePermissionSetProvisioningStatus$, ({ request, world, answer }) => {
    demandInstance(world, request.InstanceArn);
    const found = world.provisionings.get(request.ProvisionPermissionSetRequestId);
    if (!found) throw failure(api.ResourceNotFoundException$, "The operation could not be found.");
    return answer({ PermissionSetProvisioningStatus: toStatus(found) });
  }),
  operation<
    api.ListPermissionSetProvisioningStatusCommandInput,
    api.ListPermissionSetProvisioningStatusCommandOutput
  >(api.ListPermissionSetProvisioningStatus$, ({ request, world, answer }) => {
    demandInstance(world, request.InstanceArn);
    const status = request.Filter?.Status;
    const found = status ? world.provisionings.where("status", status) : world.provisionings.all();
    const name = api.ListPermissionSetProvisioningStatus$[2];
    const page = paged(world, name, request, found, (one) => one.requestId);
    return answer({ PermissionSetsProvisioningStatus: page.rows.map(toMetadata), NextToken: page.nextToken });
  }),
];

/** Null: every account in which the set is provisioned. */
function targetOf(world: World, type: api.ProvisionTargetType, id: string | undefined): string | null {
  switch (type) {
    case "ALL_PROVISIONED_ACCOUNTS":
      return null;
    case "AWS_ACCOUNT":
      if (!id) throw failure(api.ValidationException$, "TargetId names the account.");
      demandAccount(world, id);
      return id;
  }
}

function toMetadata(one: SimulatedProvisioning): api.PermissionSetProvisioningStatusMetadata {
  return { Status: one.status, RequestId: one.requestId, CreatedDate: new Date(one.openedAt) };
}

function toStatus(one: SimulatedProvisioning): api.PermissionSetProvisioningStatus {
  return {
    ...toMetadata(one),
    PermissionSetArn: one.permissionSetArn,
    ...(one.accountId ? { AccountId: one.accountId } : {}),
    ...(one.status === "FAILED" ? { FailureReason: "The permission set could not be found." } : {}),
  };
}
