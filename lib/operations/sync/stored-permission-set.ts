import { z } from "zod";
import type { PermissionSet } from "#lib/core/catalogue.ts";
import type { Db } from "#lib/db/client.ts";

const managedPolicy = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("aws"), arn: z.string(), name: z.string() }),
  z.object({ kind: z.literal("customer"), name: z.string(), path: z.string() }),
]);

/** A permission set as the last reading stored it, or null when none is stored. */
export async function storedPermissionSet(at: Db, arn: string): Promise<PermissionSet | null> {
  const row = await at.permissionSet.findUnique({
    where: { arn },
    omit: { id: true, fingerprint: true, administratorLike: true, validFrom: true, fromRunId: true },
  });
  return (
    row && {
      ...row,
      managedPolicies: z.array(managedPolicy).parse(row.managedPolicies),
      permissionsBoundary: managedPolicy.nullable().parse(row.permissionsBoundary),
      tags: z.record(z.string(), z.string()).parse(row.tags),
    }
  );
}
