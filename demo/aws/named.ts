import type { SimulatedAssignment } from "./state.ts";
import type { World } from "./world.ts";

/** An assignment, or what is to be one, with the names of what it ties together; null where that is gone. */
export function named<Row extends Omit<SimulatedAssignment, "madeAt">>(world: World, assignment: Row) {
  const account = world.accounts.get(assignment.accountId);
  const permissionSet = world.permissionSets.get(assignment.permissionSetArn);
  const principal =
    assignment.principalType === "USER"
      ? world.users.get(assignment.principalId)
      : world.groups.get(assignment.principalId);
  return {
    ...assignment,
    accountName: account?.name ?? null,
    permissionSetName: permissionSet?.name ?? null,
    principalName: principal?.displayName ?? null,
  };
}
