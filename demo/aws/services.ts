import * as identityStore from "@aws-sdk/client-identitystore";
import * as organizations from "@aws-sdk/client-organizations";
import * as ssoAdmin from "@aws-sdk/client-sso-admin";
import type { StaticErrorSchema } from "@smithy/types";
import type { Operation } from "./operation.ts";
import { adminAssignmentChangeOperations } from "./operations/admin-assignment-changes.ts";
import { adminAssignmentOperations } from "./operations/admin-assignments.ts";
import { adminPermissionSetChangeOperations } from "./operations/admin-permission-set-changes.ts";
import { adminPermissionSetOperations } from "./operations/admin-permission-sets.ts";
import { adminPolicyOperations } from "./operations/admin-policies.ts";
import { adminProvisioningOperations } from "./operations/admin-provisioning.ts";
import { identityGroupOperations } from "./operations/identity-groups.ts";
import { identityUserOperations } from "./operations/identity-users.ts";
import { organizationsOperations } from "./operations/organizations.ts";
import { organizationsAccountOperations } from "./operations/organizations-accounts.ts";
import { organizationsDelegateOperations } from "./operations/organizations-delegates.ts";
import { organizationsTagOperations } from "./operations/organizations-tags.ts";
import { organizationsUnitOperations } from "./operations/organizations-units.ts";

export type ServiceName = "sso-admin" | "identitystore" | "organizations";

export type Service = {
  name: ServiceName;
  operations: ReadonlyMap<string, Operation>;
  invalidRequest: StaticErrorSchema;
  throttled: StaticErrorSchema;
  internal: StaticErrorSchema;
  accessDenied: StaticErrorSchema;
};

/** The services by the prefix of their `X-Amz-Target`. */
export const servicesByTarget: Readonly<Record<string, Service>> = {
  SWBExternalService: {
    name: "sso-admin",
    operations: byName([
      ...adminPermissionSetOperations,
      ...adminPermissionSetChangeOperations,
      ...adminPolicyOperations,
      ...adminProvisioningOperations,
      ...adminAssignmentOperations,
      ...adminAssignmentChangeOperations,
    ]),
    invalidRequest: ssoAdmin.ValidationException$,
    throttled: ssoAdmin.ThrottlingException$,
    internal: ssoAdmin.InternalServerException$,
    accessDenied: ssoAdmin.AccessDeniedException$,
  },
  AWSIdentityStore: {
    name: "identitystore",
    operations: byName([...identityUserOperations, ...identityGroupOperations]),
    invalidRequest: identityStore.ValidationException$,
    throttled: identityStore.ThrottlingException$,
    internal: identityStore.InternalServerException$,
    accessDenied: identityStore.AccessDeniedException$,
  },
  AWSOrganizationsV20161128: {
    name: "organizations",
    operations: byName([
      ...organizationsOperations,
      ...organizationsAccountOperations,
      ...organizationsUnitOperations,
      ...organizationsTagOperations,
      ...organizationsDelegateOperations,
    ]),
    invalidRequest: organizations.InvalidInputException$,
    throttled: organizations.TooManyRequestsException$,
    internal: organizations.ServiceException$,
    accessDenied: organizations.AccessDeniedException$,
  },
};

/** The service and the operation that an `X-Amz-Target` names; null where there is none such. */
export function operationFor(target: unknown): { service: Service; operation: Operation } | null {
  const [prefix = "", name = ""] = typeof target === "string" ? target.split(".") : [];
  const service = Object.hasOwn(servicesByTarget, prefix) ? servicesByTarget[prefix] : undefined;
  const operation = service?.operations.get(name);
  return service && operation ? { service, operation } : null;
}

/** The `X-Amz-Target` of a service's operation. */
export function targetOf({ service, operation }: { service: ServiceName; operation: string }): string {
  const [prefix] = Object.entries(servicesByTarget).find(([, { name }]) => name === service) ?? [];
  return `${prefix}.${operation}`;
}

function byName(operations: readonly Operation[]): ReadonlyMap<string, Operation> {
  return new Map(operations.map((operation) => [operation.name, operation]));
}
