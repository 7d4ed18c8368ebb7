import type { Random } from "#demo/seed/organisation/random.ts";
import type { SimulatedGroup } from "../state.ts";
import { identityId } from "./ids.ts";

const crafts = [
  "engineers",
  "leads",
  "on-call",
  "analysts",
  "auditors",
  "contractors",
  "operators",
  "managers",
] as const;

/** Groups by team and craft; one in five came from the company's own directory and carries its id. */
export function generateGroups(count: number, random: Random): SimulatedGroup[] {
  return Array.from({ length: count }, (_, place): SimulatedGroup => {
    const craft = crafts[place % crafts.length] ?? crafts[0];
    const displayName = `team-${Math.floor(place / crafts.length) + 1}-${craft}`;
    return {
      id: identityId(random),
      displayName,
      ...(random.below(4) > 0
        ? { description: `The ${craft} of team ${Math.floor(place / crafts.length) + 1}` }
        : {}),
      externalIds:
        random.below(5) === 0 ? [{ issuer: "https://id.halden.example", id: `00g-${displayName}` }] : [],
    };
  });
}
