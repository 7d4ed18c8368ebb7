import type { RandomOrganisation } from "./random-organisation.fixture.ts";

type Given = RandomOrganisation["assignments"][number];

/** What the lists must say, counted from the rows themselves, one by one. */
export function expectedLists({
  units,
  accounts,
  sets,
  groups,
  people,
  memberships,
  assignments,
  holders,
}: RandomOrganisation) {
  const isHolder = (row: Given, holder: RandomOrganisation["holders"][number]) =>
    row.principal_kind === "user" &&
    row.account_id === holder.account_id &&
    row.permission_set_arn === holder.permission_set_arn &&
    row.principal_id === holder.person_id;
  const standing = assignments.filter((row) => !holders.some((holder) => isHolder(row, holder)));
  const held = holders.filter(({ seen }) => seen === "present");
  const isEnabled = (id: string) => people.some((person) => person.id === id && person.status !== "DISABLED");
  const exists = (row: Given) =>
    row.principal_kind === "user"
      ? people.some(({ id }) => id === row.principal_id)
      : groups.some(({ id }) => id === row.principal_id);
  const peopleOf = (row: Given) =>
    row.principal_kind === "user"
      ? people.filter(({ id }) => id === row.principal_id).map(({ id }) => id)
      : memberships.filter(({ group_id }) => group_id === row.principal_id).map(({ person_id }) => person_id);
  const isAdministrator = (row: Given) =>
    sets.some((set) => set.arn === row.permission_set_arn && set.administrator_like !== null);
  const enabledIn = (rows: readonly Given[]) => new Set(rows.flatMap(peopleOf).filter(isEnabled));

  return {
    accounts: accounts.map((account) => {
      const own = standing.filter((row) => row.account_id === account.id);
      const now = new Set(
        held
          .filter((row) => row.account_id === account.id && isEnabled(row.person_id))
          .map((row) => row.person_id),
      );
      const reaching = enabledIn(own);
      return {
        id: account.id,
        name: account.name,
        state: account.state,
        tags: account.tags,
        email: account.email,
        path: units.find(({ id }) => id === account.parent_id)?.path ?? [],
        owner: account.tags.owner ?? account.tags.Owner ?? null,
        people: new Set([...reaching, ...now]).size,
        standing: reaching.size,
        temporary: now.size,
        administrators: enabledIn(own.filter(isAdministrator)).size,
        assignments: own.length,
        orphans: own.filter((row) => !exists(row)).length,
      };
    }),
    people: people.map((person) => {
      const own = standing.filter((row) => peopleOf(row).includes(person.id));
      const reached = new Set(own.map((row) => row.account_id));
      const now = new Set(held.filter((row) => row.person_id === person.id).map((row) => row.account_id));
      return {
        id: person.id,
        name: person.display_name,
        userName: person.user_name,
        status: person.status,
        groups: memberships.filter(({ person_id }) => person_id === person.id).length,
        accounts: new Set([...reached, ...now]).size,
        standing: reached.size,
        temporary: now.size,
        administratorAccounts: new Set(own.filter(isAdministrator).map((row) => row.account_id)).size,
        direct: own.filter((row) => row.principal_kind === "user").length,
      };
    }),
    groups: groups.map((group) => {
      const own = standing.filter((row) => row.principal_kind === "group" && row.principal_id === group.id);
      const members = memberships.filter(({ group_id }) => group_id === group.id);
      return {
        id: group.id,
        name: group.display_name,
        members: members.length,
        disabled: members.filter(({ person_id }) => !isEnabled(person_id)).length,
        accounts: new Set(own.map((row) => row.account_id)).size,
        assignments: own.length,
        isAdministrator: own.some(isAdministrator),
      };
    }),
    sets: sets.map((set) => {
      const own = standing.filter((row) => row.permission_set_arn === set.arn);
      const provisioned = assignments.filter((row) => row.permission_set_arn === set.arn);
      return {
        id: set.arn,
        name: set.name,
        description: set.description,
        administratorLike: set.administrator_like,
        accounts: new Set(provisioned.map((row) => row.account_id)).size,
        assignments: own.length,
        standing: enabledIn(own).size,
        temporary: new Set(
          held
            .filter((row) => row.permission_set_arn === set.arn && isEnabled(row.person_id))
            .map((row) => row.person_id),
        ).size,
      };
    }),
  };
}

type Named = { id: string; name: string };

/** Rows in the order of a list: by name, or by a count that falls, and by id among equals. */
export function inOrder<Row extends Named>(rows: readonly Row[], by: "name" | ((row: Row) => number)): Row[] {
  const compare = (one: string, other: string) => (one < other ? -1 : Number(one > other));
  return [...rows].sort(
    (one, other) =>
      (by === "name" ? compare(one.name, other.name) : by(other) - by(one)) || compare(one.id, other.id),
  );
}
