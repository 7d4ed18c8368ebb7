import type { Random } from "#demo/seed/organisation/random.ts";
import type { Relation } from "../relation.ts";
import type { World } from "../world.ts";

/** Draws a row by lot. The keys are listed once: listing anew after each change would sort tens of thousands of rows each time. */
export type Lot<Row> = { draw: () => Row | null; add: (row: Row) => void };

/** What a change is made with. */
export type Chance = ReturnType<typeof chanceIn>;

/** Makes one change and says about what; null where the world has nothing that it could change. */
export type RandomChange = (chance: Chance) => string | null;

export function chanceIn(world: World, random: Random) {
  return {
    world,
    random,
    account: lot(world.accounts, random),
    unit: lot(world.units, random),
    set: lot(world.permissionSets, random),
    group: lot(world.groups, random),
    user: lot(world.users, random),
    membership: lot(world.memberships, random),
    assignment: lot(world.assignments, random),
  };
}

const mostTries = 50;

function lot<Row, Index extends string>(relation: Relation<Row, Index>, random: Random): Lot<Row> {
  const keys = relation.all().map((row) => relation.keyOf(row));
  return {
    draw() {
      for (let tries = 0; tries < mostTries; tries += 1) {
        const key = keys[random.below(keys.length)];
        const row = key === undefined ? undefined : relation.get(key);
        if (row !== undefined) return row;
      }
      return null;
    },
    add(row) {
      keys.push(relation.keyOf(row));
    },
  };
}
