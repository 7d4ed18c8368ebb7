import { addAll, addBit, type Bits, countBits, firstBits, hasBit, noBits, takeAll } from "./bits.ts";
import type { Ground, LaidRule, Layer } from "./laid-rules.ts";
import type { Rule } from "./rule-content.ts";

/** What may be asked for on one side of a change and not on the other: each person, set and account together is one. */
export type ReachChange = {
  triples: number;
  people: number;
  sets: number;
  accounts: number;
  /** Some of them. */
  examples: readonly { personId: string; permissionSetArn: string; accountId: string }[];
};

const EXAMPLES = 20;

/**
 * Who gains and who loses what, when the rules become others: exactly, over every person, permission set and account.
 * @param before the rules as they are
 * @param after the rules as they would be; one that does not change is the same object, or has the same id and version
 */
export function compareReach(
  { ground, lay }: Layer,
  before: readonly Rule[],
  after: readonly Rule[],
): { gained: ReachChange; lost: ReachChange } {
  const laid = new Map<string, LaidRule>();
  const layOf = (rules: readonly Rule[]): LaidRule[] =>
    rules
      .filter(({ enabled }) => enabled)
      .map((rule) => {
        const key = keyOf(rule);
        const known = laid.get(key) ?? lay(rule.content);
        laid.set(key, known);
        return known;
      });
  const [was, is] = [layOf(before), layOf(after)];
  return { gained: onlyIn(ground, is, was), lost: onlyIn(ground, was, is) };
}

const keyOf = ({ id, version, enabled, content }: Rule) =>
  `${id} ${version} ${enabled} ${JSON.stringify(content)}`;

/** What these rules cover and the others do not. */
function onlyIn(ground: Ground, these: readonly LaidRule[], others: readonly LaidRule[]): ReachChange {
  const known = new Set(others);
  const changed = these.filter((rule) => !known.has(rule));
  const all = [...changed, ...others];
  const seen = {
    people: noBits(ground.people.length),
    sets: noBits(ground.sets.length),
    accounts: noBits(ground.accounts.length),
  };
  const drawnFrom: { gainers: Bits; set: number; account: number }[] = [];
  const unions = new Map<string, Bits>();
  let triples = 0;
  for (const sets of classes(ground.sets.length, all, "sets")) {
    const [first] = sets;
    if (first === undefined || !changed.some((rule) => hasBit(rule.sets, first))) continue;
    const offering = all.filter((rule) => hasBit(rule.sets, first));
    for (const accounts of classes(ground.accounts.length, offering, "accounts")) {
      const [where] = accounts;
      if (where === undefined) continue;
      const covering = offering.filter((rule) => hasBit(rule.accounts, where));
      const gainers = only(covering);
      const count = countBits(gainers);
      if (count === 0) continue;
      triples += count * sets.length * accounts.length;
      addAll(seen.people, gainers);
      for (const at of sets) addBit(seen.sets, at);
      for (const at of accounts) addBit(seen.accounts, at);
      if (drawnFrom.length < EXAMPLES) drawnFrom.push({ gainers, set: first, account: where });
    }
  }
  return {
    triples,
    people: countBits(seen.people),
    sets: countBits(seen.sets),
    accounts: countBits(seen.accounts),
    examples: examplesOf(ground, drawnFrom),
  };

  /** The people whom a changed rule of these covers, and none of the others. */
  function only(covering: readonly LaidRule[]): Bits {
    const key = covering.map((rule) => all.indexOf(rule)).join(" ");
    const found = unions.get(key);
    if (found) return found;
    const people = noBits(ground.people.length);
    for (const rule of covering) if (!known.has(rule)) addAll(people, rule.people);
    for (const rule of covering) if (known.has(rule)) takeAll(people, rule.people);
    unions.set(key, people);
    return people;
  }
}

/** One person of each class in turn, until there are enough. */
function examplesOf(
  ground: Ground,
  classed: readonly { gainers: Bits; set: number; account: number }[],
): ReachChange["examples"] {
  const drawn = classed.flatMap(({ gainers, set, account }) => {
    const permissionSetArn = ground.sets[set]?.arn;
    const accountId = ground.accounts[account]?.accountId;
    if (permissionSetArn === undefined || accountId === undefined) return [];
    return firstBits(gainers, EXAMPLES).flatMap((at, turn) => {
      const personId = ground.people[at]?.id;
      return personId === undefined ? [] : [{ turn, example: { personId, permissionSetArn, accountId } }];
    });
  });
  return drawn
    .toSorted((a, b) => a.turn - b.turn)
    .slice(0, EXAMPLES)
    .map(({ example }) => example);
}

/** Puts things together that the same rules hold: what is true of one is true of all of a class. */
function classes(size: number, rules: readonly LaidRule[], what: "sets" | "accounts"): number[][] {
  let parts: number[][] = [Array.from({ length: size }, (_, at) => at)];
  for (const rule of rules) {
    const bits = rule[what];
    parts = parts.flatMap((part) => {
      const inside = part.filter((at) => hasBit(bits, at));
      if (inside.length === 0 || inside.length === part.length) return [part];
      return [inside, part.filter((at) => !hasBit(bits, at))];
    });
  }
  return parts;
}
