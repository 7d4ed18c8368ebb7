import type { Random } from "#demo/seed/organisation/random.ts";
import type { SimulatedGroup, SimulatedMembership, SimulatedUser } from "../state.ts";
import { identityId } from "./ids.ts";
import { walk } from "./walk.ts";

const groupsPerPerson = 5;

/**
 * About five memberships a person, a few groups with very many members and a long row of small ones. The last group in fifty stays
 * empty. `largest` is how many members the first group has at least, as far as there are people.
 */
export function generateMemberships(
  groups: readonly SimulatedGroup[],
  users: readonly SimulatedUser[],
  { largest, random }: { largest: number; random: Random },
): SimulatedMembership[] {
  const weights = groups.map((_, rank) => 1 / (rank + 1) ** 0.8);
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const empty = Math.floor(groups.length / 50);
  return groups.flatMap((group, rank) => {
    if (rank >= groups.length - empty) return [];
    const share = Math.round(((weights[rank] ?? 0) / whole) * users.length * groupsPerPerson);
    const size = Math.max(1, share, rank === 0 ? largest : 0);
    return walk(size, users.length, random).flatMap((place) => {
      const user = users[place];
      return user ? [{ id: identityId(random), groupId: group.id, userId: user.id }] : [];
    });
  });
}
