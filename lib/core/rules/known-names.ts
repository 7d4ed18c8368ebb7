/** The kinds of things that a rule names. */
export type NamedKind = "group" | "person" | "permission set" | "account" | "organisational unit";

/** One kind of things as rules may name them: ids by every name that there is for them, and the name that reads best by id. */
type Known = { ids: ReadonlyMap<string, readonly string[]>; names: ReadonlyMap<string, string> };
export type KnownNames = Readonly<Record<NamedKind, Known>>;

export const namedKinds = [
  "group",
  "person",
  "permission set",
  "account",
  "organisational unit",
] as const satisfies readonly NamedKind[];

const LONGEST = 128;

/** Whether a name can be written into a list of names and read back as it is. */
function isSayable(name: string): boolean {
  return name !== "" && name === name.trim() && name.length <= LONGEST && !/[\p{Cc}*]/u.test(name);
}

/**
 * What the catalogue knows by which name. Everything is known by its id as well, so that what shares its name with another can be named.
 * @param things of each kind the ids with their names
 */
export function knownNamesOf(
  things: Readonly<Record<NamedKind, readonly (readonly [id: string, name: string])[]>>,
): KnownNames {
  const known = (kind: NamedKind): Known => {
    const ids = new Map<string, readonly string[]>();
    const add = (name: string, id: string) => {
      const others = ids.get(name);
      if (!others?.includes(id)) ids.set(name, others ? [...others, id] : [id]);
    };
    for (const [id, name] of things[kind]) {
      add(name, id);
      add(id, id);
    }
    const names = things[kind].filter(([, name]) => isSayable(name) && ids.get(name)?.length === 1);
    return { ids, names: new Map(names) };
  };
  return {
    group: known("group"),
    person: known("person"),
    "permission set": known("permission set"),
    account: known("account"),
    "organisational unit": known("organisational unit"),
  };
}

/** Knows these ids by themselves too: what a rule names already stays named when it is gone from AWS. */
export function alsoKnowing(
  known: KnownNames,
  named: Readonly<Record<NamedKind, readonly string[]>>,
): KnownNames {
  const withIds = (kind: NamedKind): Known => {
    const gone = named[kind].filter((id) => !known[kind].ids.has(id));
    if (gone.length === 0) return known[kind];
    return { ...known[kind], ids: new Map([...known[kind].ids, ...gone.map((id) => [id, [id]] as const)]) };
  };
  return {
    group: withIds("group"),
    person: withIds("person"),
    "permission set": withIds("permission set"),
    account: withIds("account"),
    "organisational unit": withIds("organisational unit"),
  };
}
