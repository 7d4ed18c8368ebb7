import * as api from "@aws-sdk/client-sso-admin";
import { failure } from "../failure.ts";
import { operation } from "../operation.ts";
import type { SimulatedPermissionSet } from "../state.ts";
import type { World } from "../world.ts";
import { demandInstance, demandPermissionSet, paged, toPermissionSet } from "./admin-common.ts";

export const adminPermissionSetOperations = [
  operation<api.ListInstancesCommandInput, api.ListInstancesCommandOutput>(
    api.ListInstances$,
    ({ world, answer }) => answer({ Instances: [toInstance(world)] }),
  ),
  operation<api.DescribeInstanceCommandInput, api.DescribeInstanceCommandOutput>(
    api.DescribeInstance$,
    ({ request, world, answer }) => {
      demandInstance(world, request.InstanceArn);
      return answer(toInstance(world));
    },
  ),
  operation<api.ListPermissionSetsCommandInput, api.ListPermissionSetsCommandOutput>(
    api.ListPermissionSets$,
    ({ request, world, answer }) => {
      demandInstance(world, request.InstanceArn);
      const page = paged(
        world,
        api.ListPermissionSets$[2],
        request,
        world.permissionSets.listed.all(),
        (set) => set.arn,
      );
      return answer({ PermissionSets: page.rows.map((set) => set.arn), NextToken: page.nextToken });
    },
  ),
  operation<api.DescribePermissionSetCommandInput, api.DescribePermissionSetCommandOutput>(
    api.DescribePermissionSet$,
    ({ request, world, answer }) => {
      demandInstance(world, request.InstanceArn);
      return answer({ PermissionSet: toPermissionSet(demandPermissionSet(world, request.PermissionSetArn)) });
    },
  ),
  operation<
    api.ListManagedPoliciesInPermissionSetCommandInput,
    api.ListManagedPoliciesInPermissionSetCommandOutput
  >(api.ListManagedPoliciesInPermissionSet$, ({ request, world, answer }) => {
    demandInstance(world, request.InstanceArn);
    const arns = demandPermissionSet(world, request.PermissionSetArn).managedPolicyArns.toSorted();
    const page = paged(world, api.ListManagedPoliciesInPermissionSet$[2], request, arns, (arn) => arn);
    const AttachedManagedPolicies = page.rows.map((arn): api.AttachedManagedPolicy => {
      return { Name: arn.slice(arn.lastIndexOf("/") + 1), Arn: arn };
    });
    return answer({ AttachedManagedPolicies, NextToken: page.nextToken });
  }),
  operation<
    api.ListCustomerManagedPolicyReferencesInPermissionSetCommandInput,
    api.ListCustomerManagedPolicyReferencesInPermissionSetCommandOutput
  >(api.ListCustomerManagedPolicyReferencesInPermissionSet$, ({ request, world, answer }) => {
    demandInstance(world, request.InstanceArn);
    const policies = demandPermissionSet(world, request.PermissionSetArn).customerPolicies.toSorted(
      (one, other) => (one.name < other.name ? -1 : 1),
    );
    const name = api.ListCustomerManagedPolicyReferencesInPermissionSet$[2];
    const page = paged(world, name, request, policies, (policy) => policy.name);
    const CustomerManagedPolicyReferences = page.rows.map((policy): api.CustomerManagedPolicyReference => {
      return { Name: policy.name, Path: policy.path };
    });
    return answer({ CustomerManagedPolicyReferences, NextToken: page.nextToken });
  }),
  operation<
    api.GetInlinePolicyForPermissionSetCommandInput,
    api.GetInlinePolicyForPermissionSetCommandOutput
  >(api.GetInlinePolicyForPermissionSet$, ({ request, world, answer }) => {
    demandInstance(world, request.InstanceArn);
    return answer({ InlinePolicy: demandPermissionSet(world, request.PermissionSetArn).inlinePolicy ?? "" });
  }),
  operation<
    api.GetPermissionsBoundaryForPermissionSetCommandInput,
    api.GetPermissionsBoundaryForPermissionSetCommandOutput
  >(api.GetPermissionsBoundaryForPermissionSet$, ({ request, world, answer }) => {
    demandInstance(world, request.InstanceArn);
    const { boundary } = demandPermissionSet(world, request.PermissionSetArn);
    if (!boundary)
      throw failure(api.ResourceNotFoundException$, "The permissions boundary could not be found.");
    return answer({ PermissionsBoundary: toBoundary(boundary) });
  }),
  operation<api.ListTagsForResourceCommandInput, api.ListTagsForResourceCommandOutput>(
    api.ListTagsForResource$,
    ({ request, world, answer }) => {
      if (request.InstanceArn !== undefined) demandInstance(world, request.InstanceArn);
      const isInstance = request.ResourceArn === world.instance.arn;
      const tags = isInstance ? {} : demandPermissionSet(world, request.ResourceArn).tags;
      return answer({ Tags: Object.entries(tags).map(([Key, Value]): api.Tag => ({ Key, Value })) });
    },
  ),
];

function toInstance(world: World) {
  return {
    InstanceArn: world.instance.arn,
    IdentityStoreId: world.instance.identityStoreId,
    OwnerAccountId: world.organization.managementAccountId,
    Name: world.instance.name,
    CreatedDate: new Date(world.instance.createdAt),
    Status: "ACTIVE",
    PrimaryRegion: world.region,
  } satisfies api.InstanceMetadata;
}

function toBoundary(boundary: NonNullable<SimulatedPermissionSet["boundary"]>): api.PermissionsBoundary {
  if ("managedPolicyArn" in boundary) return { ManagedPolicyArn: boundary.managedPolicyArn };
  const { name, path } = boundary.customerPolicy;
  return { CustomerManagedPolicyReference: { Name: name, Path: path } };
}
