import type { SimulatorState } from "#demo/aws/state.ts";
import type { OrganisationSizes } from "#lib/core/catalogue/call-floor.ts";

/**
 * The sizes of what the simulator holds, for the fewest calls that a read of it takes.
 * @param known the assignments that the last read knew of; none before the first
 */
export function sizesOf(state: SimulatorState, known: SimulatorState["assignments"]): OrganisationSizes {
  const { assignments, groups, users, permissionSets, units, organization } = state;
  const byPrincipal = Map.groupBy(assignments, principalOf);
  const rowsOf = (id: string) => byPrincipal.get(id)?.length ?? 0;
  const groupsOf = Map.groupBy(state.memberships, ({ userId }) => userId);
  const listedFor = (id: string) =>
    (groupsOf.get(id) ?? []).reduce((sum, { groupId }) => sum + rowsOf(groupId), rowsOf(id));
  const held = Map.groupBy(known, principalOf);
  const isAsked = ({ id }: { id: string }) => Math.ceil(listedFor(id) / 100) <= (held.get(id)?.length ?? 0);
  const askedPeople = users.filter(isAsked);
  const asked = new Set([...groups, ...askedPeople].map(({ id }) => id));
  const pairs = Map.groupBy(assignments, pairOf);
  const heldByOthers = new Set(known.filter((row) => !asked.has(row.principalId)).map(pairOf));
  const isOpen = ([pair, rows]: [string, typeof assignments]) =>
    heldByOthers.has(pair) || !rows.some((row) => asked.has(row.principalId));
  const membersOf = Map.groupBy(state.memberships, ({ groupId }) => groupId);
  const accountsOf = Map.groupBy(pairs.keys(), (pair) => pair.slice(pair.indexOf(" ") + 1));
  const unitsOf = Map.groupBy(units, ({ parentId }) => parentId);
  const below = (id: string) => unitsOf.get(id)?.length ?? 0;
  return {
    accounts: state.accounts.length,
    unitsBelow: [below(organization.rootId), ...units.map(({ id }) => below(id))],
    people: users.length,
    members: groups.map(({ id }) => membersOf.get(id)?.length ?? 0),
    accountsOfSet: permissionSets.map(({ arn }) => accountsOf.get(arn)?.length ?? 0),
    assignmentsOfPair: [...pairs.values()].map((rows) => rows.length),
    assignmentsOfGroup: groups.map(({ id }) => rowsOf(id)),
    assignmentsOfPerson: askedPeople.map(({ id }) => listedFor(id)),
    unexplainedPairs: [...pairs].filter(isOpen).length,
  };
}

function pairOf(row: { accountId: string; permissionSetArn: string }): string {
  return `${row.accountId} ${row.permissionSetArn}`;
}

function principalOf(row: { principalId: string }): string {
  return row.principalId;
}
