import { z } from "zod";
import type { ManagedPolicy, Tags } from "#lib/core/catalogue.ts";
import { offers } from "#lib/core/rules/covers.ts";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { loadRules, ruledSet } from "#lib/db/rules.ts";

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
  /** Whether it offers the set in every account; otherwise how many accounts, units and tags it names. */
  isEverywhere: boolean;
  targets: number;
};

/** The rules that offer a permission set, by name. Nobody but readers gets any. */
export async function rulesOfferingPermissionSet(
  viewer: Viewer,
  arn: string,
): Promise<readonly OfferingRule[]> {
  if (!mayReadEverything(viewer)) return [];
  const [set, rules] = await Promise.all([
    db().permissionSet.findUnique({ where: { arn }, select: { arn: true, name: true, tags: true } }),
    loadRules(db()),
  ]);
  if (!set) return [];
  const ruled = ruledSet(set);
  return rules
    .filter(({ content }) => offers(content, ruled))
    .map(({ id, name, enabled, content: { limits, accounts } }) => ({
      id,
      name,
      enabled,
      maxMinutes: limits.maxMinutes,
      isEverywhere: accounts.all,
      targets: accounts.ids.length + accounts.units.length + accounts.tags.length,
    }));
}
