import {
  GetInlinePolicyForPermissionSetCommand,
  GetPermissionsBoundaryForPermissionSetCommand,
  ListCustomerManagedPolicyReferencesInPermissionSetCommand,
  ListManagedPoliciesInPermissionSetCommand,
} from "@aws-sdk/client-sso-admin";
import { z } from "zod";
import type { ManagedPolicy } from "#lib/core/catalogue.ts";
import { AwsFault } from "../aws-fault.ts";
import { readAws } from "../call.ts";
import type { AwsConnection } from "../connect.ts";
import { pagesOf } from "../pages.ts";
import { malformed, parseAnswer } from "../parse-answer.ts";
import type { Lane } from "../take-token.ts";
import { nextToken } from "./next-token.ts";

const customerReference = z.object({ Name: z.string(), Path: z.string().default("/") });

const awsPage = z.object({
  AttachedManagedPolicies: z.array(z.object({ Arn: z.string(), Name: z.string().optional() })),
  NextToken: nextToken,
});

const customerPage = z.object({
  CustomerManagedPolicyReferences: z.array(customerReference),
  NextToken: nextToken,
});

const inline = z.object({ InlinePolicy: z.string().optional() });

const boundary = z.object({
  PermissionsBoundary: z
    .object({
      ManagedPolicyArn: z.string().optional(),
      CustomerManagedPolicyReference: customerReference.optional(),
    })
    .optional(),
});

/** The AWS managed policies of a permission set. Throws an AwsFault. */
export async function readAwsPolicies(aws: AwsConnection, arn: string, lane: Lane): Promise<ManagedPolicy[]> {
  const call = { service: "sso-admin", operation: "ListManagedPoliciesInPermissionSet", lane } as const;
  const pages = pagesOf(call, async (token) => {
    const command = new ListManagedPoliciesInPermissionSetCommand({
      ...keyOf(aws, arn),
      MaxResults: 100,
      ...token,
    });
    return parseAnswer(awsPage, await readAws(aws, call, () => aws.ssoAdmin.send(command)), call);
  });
  const policies: ManagedPolicy[] = [];
  for await (const { AttachedManagedPolicies } of pages) {
    policies.push(...AttachedManagedPolicies.map(({ Arn, Name }) => awsPolicy(Arn, Name)));
  }
  return policies;
}

/** The customer managed policies that a permission set names. Throws an AwsFault. */
export async function readCustomerPolicies(
  aws: AwsConnection,
  arn: string,
  lane: Lane,
): Promise<ManagedPolicy[]> {
  const operation = "ListCustomerManagedPolicyReferencesInPermissionSet";
  const call = { service: "sso-admin", operation, lane } as const;
  const pages = pagesOf(call, async (token) => {
    const command = new ListCustomerManagedPolicyReferencesInPermissionSetCommand({
      ...keyOf(aws, arn),
      MaxResults: 100,
      ...token,
    });
    return parseAnswer(customerPage, await readAws(aws, call, () => aws.ssoAdmin.send(command)), call);
  });
  const policies: ManagedPolicy[] = [];
  for await (const { CustomerManagedPolicyReferences } of pages) {
    policies.push(...CustomerManagedPolicyReferences.map(customerPolicy));
  }
  return policies;
}

/** The inline policy's JSON text, or null; AWS answers an empty text when there is none. Throws an AwsFault. */
export async function readInlinePolicy(aws: AwsConnection, arn: string, lane: Lane): Promise<string | null> {
  const call = { service: "sso-admin", operation: "GetInlinePolicyForPermissionSet", lane } as const;
  const command = new GetInlinePolicyForPermissionSetCommand(keyOf(aws, arn));
  const answer = await readAws(aws, call, () => aws.ssoAdmin.send(command));
  return parseAnswer(inline, answer, call).InlinePolicy || null;
}

/**
 * The permissions boundary, or null: AWS says ResourceNotFound both for a set without a boundary and for a set that is gone, so
 * the caller must have seen the set. Throws an AwsFault.
 */
export async function readPermissionsBoundary(
  aws: AwsConnection,
  arn: string,
  lane: Lane,
): Promise<ManagedPolicy | null> {
  const call = { service: "sso-admin", operation: "GetPermissionsBoundaryForPermissionSet", lane } as const;
  const command = new GetPermissionsBoundaryForPermissionSetCommand(keyOf(aws, arn));
  try {
    const answer = await readAws(aws, call, () => aws.ssoAdmin.send(command));
    const { PermissionsBoundary } = parseAnswer(boundary, answer, call);
    if (!PermissionsBoundary) return null;
    const { ManagedPolicyArn, CustomerManagedPolicyReference } = PermissionsBoundary;
    if (ManagedPolicyArn !== undefined) return awsPolicy(ManagedPolicyArn, undefined);
    if (CustomerManagedPolicyReference) return customerPolicy(CustomerManagedPolicyReference);
    throw malformed(call, "The boundary is of a kind that is not known.");
  } catch (error) {
    if (error instanceof AwsFault && error.kind === "gone") return null;
    throw error;
  }
}

function keyOf(aws: AwsConnection, arn: string) {
  return { InstanceArn: aws.instanceArn, PermissionSetArn: arn };
}

function awsPolicy(arn: string, name: string | undefined): ManagedPolicy {
  return { kind: "aws", arn, name: name ?? arn.slice(arn.lastIndexOf("/") + 1) };
}

function customerPolicy({ Name, Path }: z.infer<typeof customerReference>): ManagedPolicy {
  return { kind: "customer", name: Name, path: Path };
}
