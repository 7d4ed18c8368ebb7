import type { SimulatedUser } from "#demo/aws/state.ts";
import { cast } from "./cast.ts";
import { familyNames, givenNames } from "./names.ts";
import { plain } from "./plain.ts";
import { createRandom } from "./random.ts";

const titles = [
  "Software engineer",
  "Senior software engineer",
  "Site reliability engineer",
  "Data analyst",
  "Data engineer",
  "Product manager",
  "Support engineer",
  "Designer",
  "Quality engineer",
  "Controller",
  "Security engineer",
  "Network engineer",
  "Engineering manager",
] as const;

const peopleInAll = 300;

/** Halden's people: the cast first, then as many others as make 300. One in about twenty is disabled. */
export function buildPeople(issuer: string): readonly SimulatedUser[] {
  const random = createRandom(20_230_704);
  const people: SimulatedUser[] = Object.values(cast).map((member) => ({
    id: member.userId,
    userName: member.userName,
    displayName: member.displayName,
    givenName: member.givenName,
    familyName: member.familyName,
    email: member.email,
    title: member.title,
    status: member.status,
    externalIds: [{ issuer, id: member.externalId }],
    ...(member.manager !== null && { manager: member.manager }),
  }));
  const taken = new Set(people.map((person) => person.userName));
  while (people.length < peopleInAll) {
    const givenName = random.pick(givenNames);
    const familyName = random.pick(familyNames);
    const userName = `${plain(givenName)}.${plain(familyName)}`;
    if (taken.has(userName)) continue;
    taken.add(userName);
    people.push({
      id: random.identityId(),
      userName,
      displayName: `${givenName} ${familyName}`,
      givenName,
      familyName,
      email: `${userName}@halden.example`,
      ...(random.below(10) > 0 ? { title: random.pick(titles) } : {}),
      status: random.below(20) === 0 ? "DISABLED" : "ENABLED",
      externalIds: [{ issuer, id: `00u-${userName.replaceAll(".", "-")}` }],
    });
  }
  return people;
}
