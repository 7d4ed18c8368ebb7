import { z } from "zod";
import type { Catalogue } from "#lib/core/catalogue/catalogue-rows.ts";
import type { Account, ExternalId, ManagedPolicy, Person } from "#lib/core/catalogue.ts";
import type { Db } from "#lib/db/client.ts";

const tags = z.record(z.string(), z.string());
const externalIds = z.array(z.object({ issuer: z.string(), id: z.string() }));
const managedPolicy = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("aws"), arn: z.string(), name: z.string() }),
  z.object({ kind: z.literal("customer"), name: z.string(), path: z.string() }),
]);

/**
 * The catalogue as it is stored, in the shape that a read has.
 * @param at the client or transaction to ask through
 */
export async function storedCatalogue(at: Db): Promise<Catalogue> {
  const stored = { omit: { validFrom: true, fromRunId: true } } as const;
  const organisations = await at.organisation.findMany();
  const units = await at.organisationalUnit.findMany(stored);
  const accounts = await at.account.findMany(stored);
  const permissionSets = await at.permissionSet.findMany({
    omit: { ...stored.omit, administratorLike: true },
  });
  const groups = await at.group.findMany(stored);
  const people = await at.person.findMany({ ...stored });
  const memberships = await at.membership.findMany(stored);
  const provisioned = await at.provisionedPermissionSet.findMany(stored);
  const assignments = await at.assignment.findMany(stored);
  return {
    organisations,
    units,
    accounts: accounts.map((row): Account => ({ ...row, tags: tags.parse(row.tags) })),
    permissionSets: permissionSets.map((row) => ({
      ...row,
      tags: tags.parse(row.tags),
      managedPolicies: z.array(managedPolicy).parse(row.managedPolicies) satisfies ManagedPolicy[],
      permissionsBoundary: managedPolicy.nullable().parse(row.permissionsBoundary),
    })),
    groups: groups.map((row) => ({
      ...row,
      externalIds: externalIds.parse(row.externalIds) satisfies ExternalId[],
    })),
    people: people.map((row): Person => ({ ...row, externalIds: externalIds.parse(row.externalIds) })),
    memberships,
    provisioned,
    assignments,
  };
}
