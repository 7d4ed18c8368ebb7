import type { SimulatedMembership, SimulatedUser } from "#demo/aws/state.ts";
import { cast } from "./cast.ts";
import type { PlannedGroup } from "./groups.ts";
import { createRandom } from "./random.ts";

/** The cast where the demo's stories need them; everybody else by lot, up to the size of each group. */
export function buildMemberships(
  groups: readonly PlannedGroup[],
  people: readonly SimulatedUser[],
): readonly SimulatedMembership[] {
  const random = createRandom(20_240_517);
  const members = Object.values(cast);
  const castIds = new Set<string>(members.map((member) => member.userId));
  const others = people.filter((person) => !castIds.has(person.id));
  return groups.flatMap((group) => {
    const named = members.filter((member) => member.groups.some((name) => name === group.displayName));
    const userIds = [
      ...named.map((member) => member.userId),
      ...random.sample(others, group.size).map((person) => person.id),
    ];
    return userIds.map((userId) => ({ id: random.identityId(), groupId: group.id, userId }));
  });
}
