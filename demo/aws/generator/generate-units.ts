import { identifiers } from "#demo/seed/organisation/identifiers.ts";
import type { Random } from "#demo/seed/organisation/random.ts";
import type { SimulatedUnit } from "../state.ts";
import { hexOf } from "./ids.ts";

/** AWS nests organizational units five deep below the root. */
const deepest = 5;

const names = [
  "Workloads",
  "Prod",
  "Europe",
  "Regulated",
  "Cards",
  "Non-prod",
  "Security",
  "Infrastructure",
  "Sandbox",
  "Suspended",
  "Americas",
  "Asia Pacific",
  "Shared",
  "Data",
  "Retail",
  "Wholesale",
  "Research",
  "Acquisitions",
] as const;

/** A tree of units under the root; the first five stand one below the other, the others where chance puts them. */
export function generateUnits(count: number, random: Random): SimulatedUnit[] {
  const units: { unit: SimulatedUnit; depth: number }[] = [];
  while (units.length < count) {
    const place = units.length;
    const parent = place < deepest ? units.at(-1) : chosenParent(units, random);
    const round = Math.floor(place / names.length);
    const name = names[place % names.length] ?? names[0];
    units.push({
      unit: {
        id: `ou-h4ld-${hexOf(place)}`,
        name: round === 0 ? name : `${name} ${round + 1}`,
        parentId: parent?.unit.id ?? identifiers.rootId,
      },
      depth: (parent?.depth ?? 0) + 1,
    });
  }
  return units.map(({ unit }) => unit);
}

function chosenParent<Node extends { depth: number }>(
  units: readonly Node[],
  random: Random,
): Node | undefined {
  if (random.below(8) === 0) return undefined;
  const candidate = units[random.below(units.length)];
  return candidate && candidate.depth < deepest ? candidate : undefined;
}
