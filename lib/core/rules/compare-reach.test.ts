import { describe, expect, test } from "vitest";
import { compareReach } from "./compare-reach.ts";
import { rulesFor } from "./covers.ts";
import { type Ground, layer } from "./laid-rules.ts";
import { chanceOf, randomGround, randomRule } from "./random-rules.fixture.ts";
import { rule } from "./rule.fixture.ts";
import type { Rule } from "./rule-content.ts";

const size = { people: 20, groups: 6, accounts: 12, units: 5, sets: 8 };

/** Everything that may be asked for, found by asking about each person, set and account. */
function all({ people, sets, accounts }: Ground, rules: readonly Rule[]): Set<string> {
  const found = new Set<string>();
  for (const { id, groupIds } of people)
    for (const set of sets)
      for (const place of accounts)
        if (rulesFor(rules, { personId: id, groupIds: new Set(groupIds) }, place, set).length > 0)
          found.add(`${id} ${set.arn} ${place.accountId}`);
  return found;
}

function figures(triples: ReadonlySet<string>) {
  const parts = [...triples].map((triple) => triple.split(" "));
  const distinct = (at: number) => new Set(parts.map((part) => part[at])).size;
  return { triples: triples.size, people: distinct(0), sets: distinct(1), accounts: distinct(2) };
}

const without = (these: ReadonlySet<string>, others: ReadonlySet<string>) =>
  new Set([...these].filter((each) => !others.has(each)));

/** The rules after a change: some taken out, some put in, some different, some switched. */
function changed(rules: readonly Rule[], seed: number): Rule[] {
  const chance = chanceOf(seed);
  const kept = rules.flatMap((each): Rule[] => {
    if (chance.happens(0.15)) return [];
    if (chance.happens(0.2)) return [{ ...each, enabled: !each.enabled, version: each.version + 1 }];
    if (chance.happens(0.3)) return [{ ...randomRule(chance, each.name, size), version: each.version + 1 }];
    return [each];
  });
  return chance.happens(0.5) ? [...kept, randomRule(chance, "new", size)] : kept;
}

describe("ELG-02 who gains and who loses by a change of the rules", () => {
  test.each(Array.from({ length: 60 }, (_, seed) => seed))("is what asking about each shows (%i)", (seed) => {
    const chance = chanceOf(seed * 7_919 + 1);
    const ground = randomGround(chance, size);
    const before = Array.from({ length: chance.below(8) }, (_, at) => randomRule(chance, `rule ${at}`, size));
    const after = changed(before, seed);
    const [was, is] = [all(ground, before), all(ground, after)];
    const { gained, lost } = compareReach(layer(ground), before, after);
    const { examples: ofGained, ...gain } = gained;
    const { examples: ofLost, ...loss } = lost;
    expect(gain).toEqual(figures(without(is, was)));
    expect(loss).toEqual(figures(without(was, is)));
    const told = (each: (typeof ofGained)[number]) =>
      `${each.personId} ${each.permissionSetArn} ${each.accountId}`;
    expect(ofGained.map(told).filter((triple) => was.has(triple) || !is.has(triple))).toEqual([]);
    expect(ofLost.map(told).filter((triple) => is.has(triple) || !was.has(triple))).toEqual([]);
    expect(ofGained.length > 0).toBe(gain.triples > 0);
  });

  test.each(Array.from({ length: 20 }, (_, seed) => seed))(
    "is never a gain when rules are taken out (%i)",
    (seed) => {
      const chance = chanceOf(seed + 500);
      const ground = randomGround(chance, size);
      const before = Array.from({ length: 6 }, (_, at) => randomRule(chance, `rule ${at}`, size));
      const after = before.filter(() => chance.happens(0.6));
      expect(compareReach(layer(ground), before, after).gained.triples).toBe(0);
    },
  );

  test("is nothing where another rule offers the same", () => {
    const ground = randomGround(chanceOf(3), size);
    const everything = rule("all", {
      who: { everyone: true },
      sets: { patterns: ["*"] },
      accounts: { all: true },
    });
    const narrow = randomRule(chanceOf(4), "narrow", size);
    expect(compareReach(layer(ground), [everything], [everything, narrow])).toMatchObject({
      gained: { triples: 0, examples: [] },
      lost: { triples: 0 },
    });
    expect(compareReach(layer(ground), [], [everything]).gained.triples).toBe(20 * 12 * 8);
  });
});
