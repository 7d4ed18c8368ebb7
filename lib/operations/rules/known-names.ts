import type { Db } from "#lib/db/client.ts";

/** Ids by the name that a rules file gives. */
export type Names = ReadonlyMap<string, readonly string[]>;
export type KnownNames = Record<
  "group" | "person" | "permission set" | "account" | "organisational unit",
  Names
>;

/**
 * What the catalogue knows by which name: groups by display name, people by user name, permission sets by name, accounts by name or id, organisational
 * units by their path below the root, such as `Workloads/Prod`.
 */
export async function knownNames(tx: Db): Promise<KnownNames> {
  const groups = await tx.group.findMany({ select: { id: true, displayName: true } });
  const people = await tx.person.findMany({ select: { id: true, userName: true } });
  const sets = await tx.permissionSet.findMany({ select: { arn: true, name: true } });
  const accounts = await tx.account.findMany({ select: { id: true, name: true } });
  const units = await tx.organisationalUnit.findMany({ select: { id: true, name: true, path: true } });
  const unitNames = new Map(units.map((unit) => [unit.id, unit.name]));
  return {
    group: index(groups.map((group) => [group.displayName, group.id])),
    person: index(people.map((person) => [person.userName, person.id])),
    "permission set": index(sets.map((set) => [set.name, set.arn])),
    account: index(accounts.flatMap(({ id, name }) => [[name, id] as const, [id, id] as const])),
    "organisational unit": index(
      units.map(({ id, path }) => [
        path
          .slice(1)
          .map((unit) => unitNames.get(unit) ?? unit)
          .join("/"),
        id,
      ]),
    ),
  };
}

function index(pairs: readonly (readonly [string, string])[]): Names {
  const names = new Map<string, string[]>();
  for (const [name, id] of pairs) names.set(name, [...(names.get(name) ?? []), id]);
  return names;
}
