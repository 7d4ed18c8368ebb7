import { createHash } from "node:crypto";
import type { ManagedPolicy, PermissionSet } from "#lib/core/catalogue.ts";
import { canonicalJson } from "./canonical-json.ts";

/** What decides what a permission set allows, and for how long a session that it opens lives. */
export type PermissionSetContent = Pick<
  PermissionSet,
  "managedPolicies" | "inlinePolicy" | "permissionsBoundary" | "sessionMinutes"
>;

/**
 * SHA-256, in lower-case hex, of everything that decides what a permission set allows and for how long.
 * Its name, description, relay state and tags do not count, nor does the order in which AWS lists the policies.
 * The inline policy counts as the text that AWS holds: the same meaning written otherwise is a change to look at.
 * @param content the set as read from AWS; session length in minutes
 */
export function permissionSetFingerprint(content: PermissionSetContent): string {
  const counted = {
    managedPolicies: content.managedPolicies.map(canonicalPolicy).sort(),
    inlinePolicy: content.inlinePolicy,
    permissionsBoundary: content.permissionsBoundary && canonicalPolicy(content.permissionsBoundary),
    sessionMinutes: content.sessionMinutes,
  };
  return createHash("sha256").update(canonicalJson(counted)).digest("hex");
}

function canonicalPolicy(policy: ManagedPolicy): string {
  switch (policy.kind) {
    case "aws":
      return canonicalJson({ kind: policy.kind, arn: policy.arn });
    case "customer":
      return canonicalJson({ kind: policy.kind, path: policy.path, name: policy.name });
  }
}
