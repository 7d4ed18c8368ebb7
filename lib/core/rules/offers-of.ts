import { offers, type Place, type RuledSet, reaches } from "./covers.ts";
import { longest } from "./deciding-rule.ts";
import { type ConsolePower, roleWeight, suffices } from "./role-weight.ts";
import type { Rule } from "./rule-content.ts";

/** A permission set as it is offered: how much it weighs decides how many have to agree at the least. */
export type OfferableSet = RuledSet & { administratorLike: string | null };

/** A permission set that may be asked for, with the longest time that a rule allows. */
export type Offered = { arn: string; maxMinutes: number };

/**
 * What a person may ask for, place by place.
 * @param mine the enabled rules that let the person ask
 * @param sets in the order in which they are to be offered
 * @param powers the accounts that give power over the console
 * @returns for each place what is offered there; places that the same rules reach share one list
 */
export function offersOf(
  mine: readonly Rule[],
  places: readonly Place[],
  sets: readonly OfferableSet[],
  powers: ReadonlyMap<string, ConsolePower>,
): readonly (readonly Offered[])[] {
  const offering = sets.map((set) => ({
    set,
    rules: new Set(mine.filter((rule) => offers(rule.content, set))),
  }));
  const known = new Map<string, readonly Offered[]>();
  return places.map((place) => {
    const reaching = mine.map((rule) => reaches(rule.content, place));
    const power = powers.get(place.accountId);
    const key = `${reaching.map(Number).join("")} ${power}`;
    const reachedBy = mine.filter((_, at) => reaching[at]);
    const found = known.get(key) ?? offered(reachedBy, power);
    known.set(key, found);
    return found;
  });

  function offered(reaching: readonly Rule[], power: ConsolePower | undefined): Offered[] {
    if (reaching.length === 0) return [];
    return offering.flatMap(({ set, rules }) => {
      const weight = roleWeight(set, power);
      const maxMinutes = longest(reaching.filter((rule) => rules.has(rule) && suffices(rule, weight)));
      return maxMinutes === null ? [] : [{ arn: set.arn, maxMinutes }];
    });
  }
}
