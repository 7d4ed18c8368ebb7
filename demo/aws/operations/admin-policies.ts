import * as api from "@aws-sdk/client-sso-admin";
import { failure } from "../failure.ts";
import { operation } from "../operation.ts";
import type { SimulatedPermissionSet } from "../state.ts";
import { changePermissionSet, demandInstance, demandPermissionSet } from "./admin-common.ts";

type Boundary = NonNullable<SimulatedPermissionSet["boundary"]>;
type CustomerPolicy = SimulatedPermissionSet["customerPolicies"][number];

export const adminPolicyOperations = [
  operation<api.PutInlinePolicyToPermissionSetCommandInput, api.PutInlinePolicyToPermissionSetCommandOutput>(
    api.PutInlinePolicyToPermissionSet$,
    ({ request, world, answer }) => {
      demandInstance(world, request.InstanceArn);
      if (!isJson(request.InlinePolicy)) throw failure(api.ValidationException$, "The policy is malformed.");
      changePermissionSet(world, request.PermissionSetArn, (set) => ({
        ...set,
        inlinePolicy: request.InlinePolicy,
      }));
      return answer({});
    },
  ),
  operation<
    api.DeleteInlinePolicyFromPermissionSetCommandInput,
    api.DeleteInlinePolicyFromPermissionSetCommandOutput
  >(api.DeleteInlinePolicyFromPermissionSet$, ({ request, world, answer }) => {
    demandInstance(world, request.InstanceArn);
    changePermissionSet(world, request.PermissionSetArn, ({ inlinePolicy: _former, ...set }) => set);
    return answer({});
  }),
  operation<
    api.AttachManagedPolicyToPermissionSetCommandInput,
    api.AttachManagedPolicyToPermissionSetCommandOutput
  >(api.AttachManagedPolicyToPermissionSet$, ({ request, world, answer }) => {
    demandInstance(world, request.InstanceArn);
    const { managedPolicyArns } = demandPermissionSet(world, request.PermissionSetArn);
    if (managedPolicyArns.includes(request.ManagedPolicyArn)) throw attached();
    changePermissionSet(world, request.PermissionSetArn, (set) => ({
      ...set,
      managedPolicyArns: [...managedPolicyArns, request.ManagedPolicyArn],
    }));
    return answer({});
  }),
  operation<
    api.DetachManagedPolicyFromPermissionSetCommandInput,
    api.DetachManagedPolicyFromPermissionSetCommandOutput
  >(api.DetachManagedPolicyFromPermissionSet$, ({ request, world, answer }) => {
    demandInstance(world, request.InstanceArn);
    const { managedPolicyArns } = demandPermissionSet(world, request.PermissionSetArn);
    if (!managedPolicyArns.includes(request.ManagedPolicyArn)) throw notAttached();
    changePermissionSet(world, request.PermissionSetArn, (set) => ({
      ...set,
      managedPolicyArns: managedPolicyArns.filter((arn) => arn !== request.ManagedPolicyArn),
    }));
    return answer({});
  }),
  operation<
    api.AttachCustomerManagedPolicyReferenceToPermissionSetCommandInput,
    api.AttachCustomerManagedPolicyReferenceToPermissionSetCommandOutput
  >(api.AttachCustomerManagedPolicyReferenceToPermissionSet$, ({ request, world, answer }) => {
    demandInstance(world, request.InstanceArn);
    const policy = toCustomerPolicy(request.CustomerManagedPolicyReference);
    const { customerPolicies } = demandPermissionSet(world, request.PermissionSetArn);
    if (customerPolicies.some((one) => isSame(one, policy))) throw attached();
    changePermissionSet(world, request.PermissionSetArn, (set) => ({
      ...set,
      customerPolicies: [...customerPolicies, policy],
    }));
    return answer({});
  }),
  operation<
    api.DetachCustomerManagedPolicyReferenceFromPermissionSetCommandInput,
    api.DetachCustomerManagedPolicyReferenceFromPermissionSetCommandOutput
  >(api.DetachCustomerManagedPolicyReferenceFromPermissionSet$, ({ request, world, answer }) => {
    demandInstance(world, request.InstanceArn);
    const policy = toCustomerPolicy(request.CustomerManagedPolicyReference);
    const { customerPolicies } = demandPermissionSet(world, request.PermissionSetArn);
    if (!customerPolicies.some((one) => isSame(one, policy))) throw notAttached();
    changePermissionSet(world, request.PermissionSetArn, (set) => ({
      ...set,
      customerPolicies: customerPolicies.filter((one) => !isSame(one, policy)),
    }));
    return answer({});
  }),
  operation<
    api.PutPermissionsBoundaryToPermissionSetCommandInput,
    api.PutPermissionsBoundaryToPermissionSetCommandOutput
  >(api.PutPermissionsBoundaryToPermissionSet$, ({ request, world, answer }) => {
    demandInstance(world, request.InstanceArn);
    const boundary = toBoundary(request.PermissionsBoundary);
    changePermissionSet(world, request.PermissionSetArn, (set) => ({ ...set, boundary }));
    return answer({});
  }),
  operation<
    api.DeletePermissionsBoundaryFromPermissionSetCommandInput,
    api.DeletePermissionsBoundaryFromPermissionSetCommandOutput
  >(api.DeletePermissionsBoundaryFromPermissionSet$, ({ request, world, answer }) => {
    demandInstance(world, request.InstanceArn);
    const { boundary } = demandPermissionSet(world, request.PermissionSetArn);
    if (!boundary) throw notAttached();
    changePermissionSet(world, request.PermissionSetArn, ({ boundary: _former, ...set }) => set);
    return answer({});
  }),
];

function toCustomerPolicy(reference: api.CustomerManagedPolicyReference): CustomerPolicy {
  const { Name, Path = "/" } = reference;
  if (!Name) throw failure(api.ValidationException$, "A customer managed policy has a name.");
  return { name: Name, path: Path };
}

function toBoundary(given: api.PermissionsBoundary): Boundary {
  if (given.CustomerManagedPolicyReference) {
    return { customerPolicy: toCustomerPolicy(given.CustomerManagedPolicyReference) };
  }
  if (given.ManagedPolicyArn) return { managedPolicyArn: given.ManagedPolicyArn };
  throw failure(api.ValidationException$, "A permissions boundary names one policy.");
}

function isSame(one: CustomerPolicy, other: CustomerPolicy): boolean {
  return one.name === other.name && one.path === other.path;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function attached() {
  return failure(api.ConflictException$, "The policy is already attached to the permission set.");
}

function notAttached() {
  return failure(api.ResourceNotFoundException$, "The policy is not attached to the permission set.");
}
