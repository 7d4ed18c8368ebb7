import type { Catalogue, Staged } from "#lib/core/catalogue/catalogue-rows.ts";
import type { Account, Assignment, Person } from "#lib/core/catalogue.ts";

/** For tests: numbers that look random and are the same on every run. */
export function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

const some = (prefix: string, count: number) => Array.from({ length: count }, (_, at) => `${prefix}${at}`);
const units = some("ou-", 4);
const accounts = some("10000000000", 9);
const sets = some("arn:aws:sso:::permissionSet/ssoins-1/ps-", 5);
const groups = some("group-", 5);
const people = some("person-", 12);

/** For tests: an organisation of which some of every noun is there, chosen anew on every call. */
export function randomOrganisation(random: (below: number) => number): Catalogue {
  const chosen = <T>(all: readonly T[], outOf: number): T[] => all.filter(() => random(outOf) > 0);
  const one = <T>(all: readonly T[]): T => {
    const found = all[random(all.length)];
    if (found === undefined) throw new Error("There is nothing to choose from.");
    return found;
  };
  const pairs = <A, B>(a: readonly A[], b: readonly B[]) => a.flatMap((x) => b.map((y) => [x, y] as const));
  const kept = (outOf: number) => random(outOf) === 0;
  const assignments: Assignment[] = pairs(accounts, sets).flatMap(([accountId, permissionSetArn]) => [
    ...groups
      .filter(() => kept(6))
      .map((principalId) => ({ accountId, permissionSetArn, principalKind: "group" as const, principalId })),
    ...people
      .filter(() => kept(20))
      .map((principalId) => ({ accountId, permissionSetArn, principalKind: "user" as const, principalId })),
  ]);
  return {
    organisations: [{ id: "o-1", managementAccountId: "100000000000", rootId: "ou-0" }],
    units: units.map((id, at) => ({
      id,
      name: one(["Prod", "Test", "Zürich"]),
      parentId: at === 0 ? null : "ou-0",
      path: at === 0 ? [id] : ["ou-0", id],
    })),
    accounts: chosen(accounts, 8).map((id) => ({
      id,
      name: one(["payments", "Ledger", "\u{1F9FE} receipts"]),
      email: `${id}@example.org`,
      state: one(["ACTIVE", "SUSPENDED"] as const),
      parentId: one(units),
      joinedAt: one([null, new Date("2024-05-01T10:00:00.123Z")]),
      tags: one([{}, { Owner: "Team One" }, { owner: "two", "cost centre": "77" }]),
    })),
    permissionSets: chosen(sets, 8).map((arn) => ({
      arn,
      id: arn.slice(arn.lastIndexOf("/") + 1),
      name: one(["Operator", "Reader"]),
      description: one(["", "Reads"]),
      sessionMinutes: one([60, 120]),
      relayState: one([null, "https://console.aws.amazon.com/"]),
      createdAt: one([null, new Date("2023-01-01T00:00:00Z")]),
      managedPolicies: one([[], [{ kind: "customer", name: "logs", path: "/" } as const]]),
      inlinePolicy: one([null, "{"]),
      permissionsBoundary: one([null, { kind: "customer", name: "limit", path: "/" } as const]),
      tags: one([{}, { team: "core" }]),
      fingerprint: one(["a", "b"]),
      administratorLike: one([null, null, "AdministratorAccess"]),
    })),
    groups: chosen(groups, 8).map((id) => ({
      id,
      displayName: one(["Operators", "Owners"]),
      description: one(["", "On call"]),
      externalIds: one([[], [{ issuer: "https://idp", id }]]),
    })),
    people: chosen(people, 8).map((id): Person => {
      const email = one([null, `${id}@example.org`]);
      return {
        id,
        userName: id.toUpperCase(),
        displayName: one(["Ada", "Ödön", ""]),
        givenName: "A",
        familyName: one(["Berg", "Cohen"]),
        email,
        emails: email === null ? [] : [email, `second-${email}`],
        title: one([null, "Engineer"]),
        status: one(["ENABLED", "ENABLED", "DISABLED", "UNKNOWN"] as const),
        externalIds: [],
        manager: one([null, "p1@x.example"]),
      };
    }),
    memberships: pairs(groups, people)
      .filter(() => kept(3))
      .map(([groupId, personId]) => ({ groupId, personId })),
    provisioned: pairs(accounts, sets)
      .filter(() => kept(5))
      .map(([accountId, permissionSetArn]) => ({ accountId, permissionSetArn })),
    assignments,
  };
}

/** For tests: an account as AWS lists it. */
export const withoutTags = ({
  id,
  name,
  email,
  state,
  parentId,
  joinedAt,
}: Account): Omit<Account, "tags"> => ({
  id,
  name,
  email,
  state,
  parentId,
  joinedAt,
});

/** For tests: a catalogue as a crawl brings it, accounts and their tags apart. */
export function staged({ accounts, ...rest }: Catalogue): Staged {
  return {
    ...rest,
    accounts: accounts.map(withoutTags),
    accountTags: accounts.map(({ id, tags }) => ({ accountId: id, tags })),
  };
}
