import { z } from "zod";
import type { Ways } from "#lib/core/catalogue/way.ts";
import type { ManagedPolicy, Tags } from "#lib/core/catalogue.ts";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { byPermissionSet, noWays, waysIn } from "./ways.ts";

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
  const set = await db().permissionSet.findUnique({
    where: { id },
    omit: { validFrom: true, fromRunId: true },
  });
  if (!set) return null;
  return {
    ...set,
    managedPolicies: z.array(managedPolicy).parse(set.managedPolicies),
    permissionsBoundary: managedPolicy.nullable().parse(set.permissionsBoundary),
    tags: z.record(z.string(), z.string()).parse(set.tags),
  };
}

/** Every assignment of a permission set. Nobody but readers gets any. */
export async function waysByPermissionSet(viewer: Viewer, arn: string): Promise<Ways> {
  return mayReadEverything(viewer) ? waysIn(byPermissionSet(arn)) : noWays;
}

export type AccountWithSet = { id: string; name: string | null; assignments: number };

/** The accounts where a permission set is provisioned, by name. Nobody but readers gets any. */
export async function accountsWithPermissionSet(
  viewer: Viewer,
  arn: string,
): Promise<readonly AccountWithSet[]> {
  if (!mayReadEverything(viewer)) return [];
  return db().$queryRaw<AccountWithSet[]>`
    select p.account_id as id, account.name,
      (select count(*)::int from assignment a
       where a.account_id = p.account_id and a.permission_set_arn = p.permission_set_arn) as assignments
    from provisioned_permission_set p
    left join account on account.id = p.account_id
    where p.permission_set_arn = ${arn}
    order by account.name, p.account_id`;
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
