import type { SimulatedAssignment } from "./state.ts";
import { assignmentKey, pairKey, type World } from "./world.ts";

/** With its last assignment a set goes from the account, and one that comes later brings the set's latest version. */
export function removeAssignment(world: World, assignment: Omit<SimulatedAssignment, "madeAt">): void {
  const { accountId, permissionSetArn } = assignment;
  world.assignments.delete(assignmentKey(assignment));
  const set = world.permissionSets.get(permissionSetArn);
  if (!set?.outdatedIn?.includes(accountId)) return;
  if (world.assignments.where("pair", pairKey({ accountId, permissionSetArn })).length > 0) return;
  world.permissionSets.put({ ...set, outdatedIn: set.outdatedIn.filter((id) => id !== accountId) });
}
