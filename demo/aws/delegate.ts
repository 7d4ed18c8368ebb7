import { z } from "zod";
import type { ServiceName } from "./services.ts";
import { pairKey, type World } from "./world.ts";

const named = z
  .object({
    TargetId: z.string().optional(),
    PermissionSetArn: z.string().optional(),
    ResourceArn: z.string().optional(),
  })
  .catch({});

/**
 * Whether AWS keeps this from a delegated administrator's account: changes of the organisation, the list of a principal's
 * assignments, assignments in the management account, and changes of the sets that are provisioned there.
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/delegated-admin.html
 */
export function isClosedToDelegate(
  world: World,
  service: ServiceName,
  operationName: string,
  body: unknown,
): boolean {
  if (!world.delegatedAdministrator) return false;
  const isRead = /^(List|Describe|Get|Is)/.test(operationName);
  switch (service) {
    case "identitystore":
      return false;
    case "organizations":
      return !isRead;
    case "sso-admin": {
      if (isRead) return operationName === "ListAccountAssignmentsForPrincipal";
      const { TargetId, PermissionSetArn, ResourceArn } = named.parse(body);
      if (operationName.endsWith("AccountAssignment"))
        return TargetId === world.organization.managementAccountId;
      const set = PermissionSetArn ?? ResourceArn;
      return set !== undefined && isProvisionedInManagementAccount(world, set);
    }
  }
}

function isProvisionedInManagementAccount(world: World, permissionSetArn: string): boolean {
  const accountId = world.organization.managementAccountId;
  return world.assignments.where("pair", pairKey({ accountId, permissionSetArn })).length > 0;
}
