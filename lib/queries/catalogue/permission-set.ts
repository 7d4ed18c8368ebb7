import { z } from "zod";
import type { ManagedPolicy, Tags } from "#lib/core/catalogue.ts";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";

export type PermissionSetDetail = {
  arn: string;
  id: string;
  name: string;
  description: string;
  sessionMinutes: number;
  relayState: string | null;
  createdAt: Date | null;
  managedPolicies: readonly ManagedPolicy[];
  /** As AWS holds it; not necessarily JSON. */
  inlinePolicy: string | null;
  permissionsBoundary: ManagedPolicy | null;
  tags: Tags;
  fingerprint: string;
  /** Why it is like an administrator's; null when it is not. */
  administratorLike: string | null;
  /** Since when it is as it is, as far as Gatehouse has seen. */
  validFrom: Date;
  /** Accounts where it is provisioned, and people who are not disabled and hold it somewhere by standing access. */
  accounts: number;
  people: number;
};

const managedPolicy = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("aws"), arn: z.string(), name: z.string() }),
  z.object({ kind: z.literal("customer"), name: z.string(), path: z.string() }),
]);

/**
 * One permission set with its policies.
 * @param id the last part of its ARN
 * @returns null when there is none, or the viewer may not read everything
 */
export async function permissionSetFor(viewer: Viewer, id: string): Promise<PermissionSetDetail | null> {
  if (!mayReadEverything(viewer)) return null;
  const set = await db().permissionSet.findUnique({ where: { id }, omit: { fromRunId: true } });
  if (!set) return null;
  const summary = await db().permissionSetSummary.findUnique({ where: { permissionSetArn: set.arn } });
  return {
    ...set,
    managedPolicies: z.array(managedPolicy).parse(set.managedPolicies),
    permissionsBoundary: managedPolicy.nullable().parse(set.permissionsBoundary),
    tags: z.record(z.string(), z.string()).parse(set.tags),
    accounts: summary?.accounts ?? 0,
    people: summary?.people ?? 0,
  };
}

export type OfferingRule = {
  id: string;
  name: string;
  enabled: boolean;
  maxMinutes: number;
  targets: number;
};

/** The rules that offer a permission set, by name. Nobody but readers gets any. */
export async function rulesOfferingPermissionSet(
  viewer: Viewer,
  arn: string,
): Promise<readonly OfferingRule[]> {
  if (!mayReadEverything(viewer)) return [];
  return db().$queryRaw<OfferingRule[]>`
    select r.id, r.name, r.enabled, r.max_minutes as "maxMinutes",
      (select count(*)::int from rule_target t where t.rule_id = r.id) as targets
    from rule r
    where exists (select from rule_permission_set o where o.rule_id = r.id and o.permission_set_arn = ${arn})
    order by r.name`;
}
