import { familyNames, givenNames } from "#demo/seed/organisation/names.ts";
import { plain } from "#demo/seed/organisation/plain.ts";
import type { Random } from "#demo/seed/organisation/random.ts";
import type { SimulatedUser } from "../state.ts";
import { identityId } from "./ids.ts";

const titles = [
  "Software engineer",
  "Data analyst",
  "Support engineer",
  "Controller",
  "Product manager",
] as const;

/** People with a name that others may share and a user name of their own; one in 25 is disabled, some have no mail. */
export function generatePeople(count: number, random: Random): SimulatedUser[] {
  const namesakes = new Map<string, number>();
  return Array.from({ length: count }, (): SimulatedUser => {
    const givenName = random.pick(givenNames);
    const familyName = random.pick(familyNames);
    const bare = `${plain(givenName)}.${plain(familyName)}`;
    const number = (namesakes.get(bare) ?? 0) + 1;
    namesakes.set(bare, number);
    const userName = number === 1 ? bare : `${bare}${number}`;
    return {
      id: identityId(random),
      userName,
      displayName: `${givenName} ${familyName}`,
      givenName,
      familyName,
      ...(random.below(100) > 0 ? { email: `${userName}@halden.example` } : {}),
      ...(random.below(8) > 0 ? { title: random.pick(titles) } : {}),
      status: random.below(25) === 0 ? "DISABLED" : "ENABLED",
      externalIds: [{ issuer: "https://id.halden.example", id: `00u-${userName.replaceAll(".", "-")}` }],
    };
  });
}
