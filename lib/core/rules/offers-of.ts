import { offers, type Place, type RuledSet, reaches } from "./covers.ts";
import { longest } from "./deciding-rule.ts";
import { isAutomatic } from "./is-automatic.ts";
import type { Rule } from "./rule-content.ts";

/** A permission set as it is offered: whether it is one like an administrator's decides whether a rule may agree by itself. */
export type OfferableSet = RuledSet & { isSensitive: boolean };

/** A permission set that may be asked for, with the longest time that a rule allows. */
export type Offered = { arn: string; maxMinutes: number };

/**
 * What a person may ask for, place by place.
 * @param mine the enabled rules that let the person ask
 * @param sets in the order in which they are to be offered
 * @returns for each place what is offered there; places that the same rules reach share one list
 */
export function offersOf(
  mine: readonly Rule[],
  places: readonly Place[],
  sets: readonly OfferableSet[],
): readonly (readonly Offered[])[] {
  const offering = sets.map((set) => ({
    arn: set.arn,
    rules: new Set(
      mine.filter((rule) => offers(rule.content, set) && !(set.isSensitive && isAutomatic(rule))),
    ),
  }));
  const known = new Map<string, readonly Offered[]>();
  return places.map((place) => {
    const reaching = mine.map((rule) => reaches(rule.content, place));
    const key = reaching.map(Number).join("");
    const found = known.get(key) ?? offered(mine.filter((_, at) => reaching[at]));
    known.set(key, found);
    return found;
  });

  function offered(reaching: readonly Rule[]): Offered[] {
    if (reaching.length === 0) return [];
    return offering.flatMap(({ arn, rules }) => {
      const maxMinutes = longest(reaching.filter((rule) => rules.has(rule)));
      return maxMinutes === null ? [] : [{ arn, maxMinutes }];
    });
  }
}
