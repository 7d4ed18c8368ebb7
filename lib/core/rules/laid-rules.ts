import { addAll, addBit, type Bits, noBits, takeAll } from "./bits.ts";
import { offers, type Place, type RuledSet } from "./covers.ts";
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
  // Where each thing that a rule may name an account by leads, so that a rule is laid by what it names and not by how many accounts there are.
  const byId = new Map(accounts.map(({ accountId }, at) => [accountId, at]));
  const byUnit = new Map<string, number[]>();
  const byTag = new Map<string, number[]>();
  for (const [at, { ouPath, tags }] of accounts.entries()) {
    for (const unit of ouPath) placesOf(byUnit, unit).push(at);
    for (const [key, value] of Object.entries(tags)) placesOf(byTag, tagName(key, value)).push(at);
  }
  const laid = new WeakMap<RuleContent, LaidRule>();

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

  /** The accounts that these parts of a rule name. */
  function places({ ids, units, tags }: RuleContent["accounts"]["except"]): Bits {
    const bits = noBits(accounts.length);
    const named = [
      ids.map((id) => byId.get(id)),
      ...units.map((unit) => byUnit.get(unit) ?? []),
      ...tags.map(({ key, value }) => byTag.get(tagName(key, value)) ?? []),
    ];
    for (const each of named) for (const at of each) if (at !== undefined) addBit(bits, at);
    return bits;
  }

  function reached({ accounts: where }: RuleContent): Bits {
    const bits = places(where);
    if (where.all) for (const at of accounts.keys()) addBit(bits, at);
    takeAll(bits, places(where.except));
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
    /** A content that was laid once is not laid again; nobody may change what comes back. */
    lay: (content: RuleContent): LaidRule => {
      const known = laid.get(content);
      if (known) return known;
      const now = { people: mayAsk(content), accounts: reached(content), sets: offered(content) };
      laid.set(content, now);
      return now;
    },
  };
}

const tagName = (key: string, value: string) => JSON.stringify([key, value]);

function placesOf(index: Map<string, number[]>, name: string): number[] {
  const places = index.get(name) ?? [];
  index.set(name, places);
  return places;
}
