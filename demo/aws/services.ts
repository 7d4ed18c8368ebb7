import * as identityStore from "@aws-sdk/client-identitystore";
import * as organizations from "@aws-sdk/client-organizations";
import * as ssoAdmin from "@aws-sdk/client-sso-admin";
import type { StaticErrorSchema } from "@smithy/types";
import type { Operation } from "./operation.ts";
import { adminAssignmentChangeOperations } from "./operations/admin-assignment-changes.ts";
import { adminAssignmentOperations } from "./operations/admin-assignments.ts";
import { adminPermissionSetOperations } from "./operations/admin-permission-sets.ts";
import { identityGroupOperations } from "./operations/identity-groups.ts";
import { identityUserOperations } from "./operations/identity-users.ts";
import { organizationsOperations } from "./operations/organizations.ts";

export type ServiceName = "sso-admin" | "identitystore" | "organizations";

export type Service = {
  name: ServiceName;
  operations: ReadonlyMap<string, Operation>;
  invalidRequest: StaticErrorSchema;
  throttled: StaticErrorSchema;
};

/** The services by the prefix of their `X-Amz-Target`. */
export const servicesByTarget: Readonly<Record<string, Service>> = {
  SWBExternalService: {
    name: "sso-admin",
    operations: byName([
      ...adminPermissionSetOperations,
      ...adminAssignmentOperations,
      ...adminAssignmentChangeOperations,
    ]),
    invalidRequest: ssoAdmin.ValidationException$,
    throttled: ssoAdmin.ThrottlingException$,
  },
  AWSIdentityStore: {
    name: "identitystore",
    operations: byName([...identityUserOperations, ...identityGroupOperations]),
    invalidRequest: identityStore.ValidationException$,
    throttled: identityStore.ThrottlingException$,
  },
  AWSOrganizationsV20161128: {
    name: "organizations",
    operations: byName(organizationsOperations),
    invalidRequest: organizations.InvalidInputException$,
    throttled: organizations.TooManyRequestsException$,
  },
};

function byName(operations: readonly Operation[]): ReadonlyMap<string, Operation> {
  return new Map(operations.map((operation) => [operation.name, operation]));
}
