import type { RandomOrganisation } from "./random-organisation.fixture.ts";

export type ExpectedWay = {
  accountId: string;
  set: string;
  kind: string;
  principal: string;
  isTemporary: boolean;
};

/** Who reaches what and by which way, found by looking at every row. */
export function expectedWays({ people, groups, memberships, assignments, holders }: RandomOrganisation) {
  const holds = (holder: RandomOrganisation["holders"][number]) => ({
    account_id: holder.account_id,
    permission_set_arn: holder.permission_set_arn,
    principal_kind: "user",
    principal_id: holder.person_id,
  });
  const key = (row: RandomOrganisation["assignments"][number]) =>
    [row.account_id, row.permission_set_arn, row.principal_kind, row.principal_id].join(" ");
  const explained = new Set(holders.map((holder) => key(holds(holder))));
  const gone = new Set(holders.filter(({ seen }) => seen === "absent").map((holder) => key(holds(holder))));
  const seen = holders.filter((holder) => holder.seen === "present").map(holds);
  const standing = new Map([...assignments, ...seen].map((row) => [key(row), row]));
  const ways: readonly ExpectedWay[] = [...standing.entries()]
    .filter(([name]) => !gone.has(name))
    .map(([name, row]) => ({
      accountId: row.account_id,
      set: row.permission_set_arn,
      kind: row.principal_kind,
      principal: row.principal_id,
      isTemporary: explained.has(name),
    }));
  const isIn = (personId: string, groupId: string) =>
    memberships.some((row) => row.group_id === groupId && row.person_id === personId);
  const letsIn = (way: ExpectedWay, personId: string) =>
    way.kind === "user" ? way.principal === personId : isIn(personId, way.principal);
  const isOrphan = (way: ExpectedWay) =>
    !(way.kind === "user" ? people : groups).some(({ id }) => id === way.principal);
  const isEnabled = (personId: string) =>
    people.some(({ id, status }) => id === personId && status !== "DISABLED");
  return { ways, letsIn, isOrphan, isEnabled };
}

/** Rows as a set that tests may compare. */
export function asSet(rows: readonly (readonly unknown[])[]): string[] {
  return rows.map((row) => JSON.stringify(row)).toSorted();
}
