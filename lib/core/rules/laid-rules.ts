import { addAll, addBit, type Bits, noBits, takeAll } from "./bits.ts";
import { offers, type Place, type RuledSet, reaches } from "./covers.ts";
import type { Principals, RuleContent } from "./rule-content.ts";

/** What rules are laid over: enabled people, accounts, and permission sets. */
export type Ground = {
  people: readonly {
    id: string;
    groupIds: readonly string[];
    /** Whether a letter reaches them. */
    hasMail: boolean;
    /** What an account's tag may call its owner by: their user name and mail address, in lower case. */
    calledBy: readonly string[];
  }[];
  accounts: readonly Place[];
  sets: readonly RuledSet[];
};

/** A rule laid over the ground: who may ask, where, and for which sets, by their places in the ground's lists. */
export type LaidRule = { people: Bits; accounts: Bits; sets: Bits };

export type Layer = ReturnType<typeof layer>;

/** Lays rules over one ground, which is looked through once. */
export function layer(ground: Ground) {
  const { people, accounts, sets } = ground;
  const ofGroup = new Map<string, Bits>();
  const ofPerson = new Map(people.map(({ id }, at) => [id, at]));
  const called = new Map(people.flatMap(({ calledBy }, at) => calledBy.map((name) => [name, at])));
  for (const [at, { groupIds }] of people.entries())
    for (const group of groupIds) addBit(memberBits(group), at);
  // Accounts that lie in the same units and carry the same tags are reached by the same rules, unless they are named themselves.
  const alike = Map.groupBy(accounts.keys(), (at) =>
    JSON.stringify([accounts[at]?.ouPath, accounts[at]?.tags]),
  );

  function memberBits(group: string): Bits {
    const bits = ofGroup.get(group) ?? noBits(people.length);
    ofGroup.set(group, bits);
    return bits;
  }

  /** The people whom these principals mean. */
  function meant(principals: Principals): Bits {
    const bits = noBits(people.length);
    for (const group of principals.groups) addAll(bits, ofGroup.get(group) ?? noBits(people.length));
    for (const person of principals.people) {
      const at = ofPerson.get(person);
      if (at !== undefined) addBit(bits, at);
    }
    return bits;
  }

  function mayAsk({ who }: RuleContent): Bits {
    const bits = meant(who);
    if (who.everyone) for (const at of people.keys()) addBit(bits, at);
    takeAll(bits, meant(who.except));
    return bits;
  }

  function reached(content: RuleContent): Bits {
    const bits = noBits(accounts.length);
    const named = new Set([...content.accounts.ids, ...content.accounts.except.ids]);
    for (const places of alike.values()) {
      const [first] = places;
      const example = first === undefined ? undefined : accounts[first];
      if (!example) continue;
      const isReached = reaches(content, { ...example, accountId: "" });
      for (const at of places) {
        const place = accounts[at];
        if (!place) continue;
        if (named.has(place.accountId) ? reaches(content, place) : isReached) addBit(bits, at);
      }
    }
    return bits;
  }

  function offered(content: RuleContent): Bits {
    const bits = noBits(sets.length);
    for (const [at, set] of sets.entries()) if (offers(content, set)) addBit(bits, at);
    return bits;
  }

  return {
    ground,
    meant,
    /** The place of the enabled person whom an account's tag of this key names as its owner; undefined when it names none. */
    ownerAt: (tagKey: string, { tags }: Place): number | undefined =>
      called.get((tags[tagKey] ?? "").toLowerCase()),
    lay: (content: RuleContent): LaidRule => ({
      people: mayAsk(content),
      accounts: reached(content),
      sets: offered(content),
    }),
  };
}
