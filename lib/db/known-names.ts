import { type KnownNames, knownNamesOf } from "#lib/core/rules/known-names.ts";
import type { Db } from "./client.ts";

/**
 * What the catalogue knows by which name: groups by display name, people by user name, permission sets and accounts by name, organisational units by
 * their path below the root, such as `Workloads/Prod`; and each by its id.
 */
export async function knownNames(tx: Db): Promise<KnownNames> {
  const groups = await tx.group.findMany({ select: { id: true, displayName: true } });
  const people = await tx.person.findMany({ select: { id: true, userName: true } });
  const sets = await tx.permissionSet.findMany({ select: { arn: true, name: true } });
  const accounts = await tx.account.findMany({ select: { id: true, name: true } });
  const units = await tx.organisationalUnit.findMany({ select: { id: true, name: true, path: true } });
  const unitNames = new Map(units.map((unit) => [unit.id, unit.name]));
  const pathOf = (path: readonly string[]) =>
    path
      .slice(1)
      .map((unit) => unitNames.get(unit) ?? unit)
      .join("/");
  return knownNamesOf({
    group: groups.map((group) => [group.id, group.displayName]),
    person: people.map((person) => [person.id, person.userName]),
    "permission set": sets.map((set) => [set.arn, set.name]),
    account: accounts.map(({ id, name }) => [id, name]),
    "organisational unit": units.map(({ id, path }) => [id, pathOf(path)]),
  });
}
