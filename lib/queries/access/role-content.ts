import { z } from "zod";
import type { RoleContent } from "#lib/core/shown-access.ts";
import { db } from "#lib/db/client.ts";
import { weightOf } from "#lib/db/console-powers.ts";

const policies = z.array(
  z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("aws"), name: z.string() }),
    z.object({ kind: z.literal("customer"), name: z.string() }),
  ]),
);

/** What a permission set holds now, and what it weighs in an account; null when it is gone from AWS. The caller has made sure that the viewer may know it. */
export async function roleContent(arn: string, accountId: string): Promise<RoleContent | null> {
  const set = await db().permissionSet.findUnique({
    where: { arn },
    select: {
      id: true,
      description: true,
      sessionMinutes: true,
      managedPolicies: true,
      inlinePolicy: true,
      permissionsBoundary: true,
      administratorLike: true,
    },
  });
  if (!set) return null;
  const attached = policies.parse(set.managedPolicies);
  const named = (kind: "aws" | "customer") =>
    attached.filter((policy) => policy.kind === kind).map((policy) => policy.name);
  return {
    id: set.id,
    description: set.description,
    sessionMinutes: set.sessionMinutes,
    awsPolicies: named("aws"),
    customerPolicies: named("customer"),
    hasInlinePolicy: set.inlinePolicy !== null && set.inlinePolicy !== "",
    hasBoundary: set.permissionsBoundary !== null,
    weight: await weightOf(db(), accountId, set),
    administratorLike: set.administratorLike,
  };
}
