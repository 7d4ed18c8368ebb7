import type { Catalogue } from "#lib/core/catalogue/catalogue-rows.ts";
import type { Assignment } from "#lib/core/catalogue.ts";

type Summaries = Readonly<
  Record<"account" | "permission_set" | "identity_group" | "person", Record<string, unknown>[]>
>;

/** For tests: what the summaries should say of a catalogue, counted person by person. */
export function countedByHand(
  catalogue: Catalogue,
  isStanding: (row: Assignment) => boolean = () => true,
): Summaries {
  const { accounts, permissionSets, groups, people, memberships, provisioned } = catalogue;
  const standing = catalogue.assignments.filter(isStanding);
  const able = new Set(people.filter(({ status }) => status !== "DISABLED").map(({ id }) => id));
  const like = new Set(permissionSets.filter((set) => set.administratorLike !== null).map(({ arn }) => arn));
  const alive = new Set([...groups.map(({ id }) => `group ${id}`), ...people.map(({ id }) => `user ${id}`)]);
  const isOrphan = (row: Assignment) => !alive.has(`${row.principalKind} ${row.principalId}`);
  const holders = (row: Assignment) =>
    row.principalKind === "user"
      ? [row.principalId]
      : memberships.filter(({ groupId }) => groupId === row.principalId).map(({ personId }) => personId);
  const reach = standing.flatMap((row) => holders(row).map((personId) => ({ ...row, personId })));
  const distinct = <T>(rows: readonly T[], of: (row: T) => string) => new Set(rows.map(of)).size;
  return {
    account: accounts.map(({ id }) => {
      const here = standing.filter(({ accountId }) => accountId === id);
      const reaching = reach.filter((row) => row.accountId === id && able.has(row.personId));
      return {
        account_id: id,
        people: distinct(reaching, (row) => row.personId),
        administrators: distinct(
          reaching.filter((row) => like.has(row.permissionSetArn)),
          (row) => row.personId,
        ),
        permission_sets: provisioned.filter(({ accountId }) => accountId === id).length,
        assignments: here.length,
        orphans: here.filter(isOrphan).length,
      };
    }),
    permission_set: permissionSets.map(({ arn }) => {
      const here = standing.filter(({ permissionSetArn }) => permissionSetArn === arn);
      return {
        permission_set_arn: arn,
        accounts: provisioned.filter(({ permissionSetArn }) => permissionSetArn === arn).length,
        assignments: here.length,
        groups: distinct(
          here.filter((row) => row.principalKind === "group" && !isOrphan(row)),
          (row) => row.principalId,
        ),
        people: distinct(
          reach.filter((row) => row.permissionSetArn === arn && able.has(row.personId)),
          (row) => row.personId,
        ),
      };
    }),
    identity_group: groups.map(({ id }) => {
      const here = standing.filter((row) => row.principalKind === "group" && row.principalId === id);
      const members = memberships.filter(({ groupId }) => groupId === id);
      return {
        group_id: id,
        members: members.length,
        disabled: members.filter(({ personId }) =>
          people.some((person) => person.id === personId && person.status === "DISABLED"),
        ).length,
        accounts: distinct(here, (row) => row.accountId),
        permission_sets: distinct(here, (row) => row.permissionSetArn),
        assignments: here.length,
      };
    }),
    person: people.map(({ id }) => {
      const reached = reach.filter(({ personId }) => personId === id);
      return {
        person_id: id,
        groups: memberships.filter(({ personId }) => personId === id).length,
        accounts: distinct(reached, (row) => row.accountId),
        permission_sets: distinct(reached, (row) => row.permissionSetArn),
        direct: standing.filter((row) => row.principalKind === "user" && row.principalId === id).length,
        administrator_accounts: distinct(
          reached.filter((row) => like.has(row.permissionSetArn)),
          (row) => row.accountId,
        ),
      };
    }),
  };
}
