import { changePermissionSet } from "../operations/admin-common.ts";
import { removeAssignment } from "../remove-assignment.ts";
import type { SimulatedAssignment } from "../state.ts";
import { nowOf } from "../world.ts";
import type { Chance, RandomChange } from "./chance.ts";

const sessions = ["PT1H", "PT2H", "PT4H", "PT8H", "PT12H"] as const;
const managedPolicies = [
  "arn:aws:iam::aws:policy/AdministratorAccess",
  "arn:aws:iam::aws:policy/PowerUserAccess",
  "arn:aws:iam::aws:policy/ReadOnlyAccess",
  "arn:aws:iam::aws:policy/job-function/Billing",
] as const;

/** What somebody does in the Identity Center's own console: assignments, and the sets with their policies. */
export const accessChanges = {
  assignedToGroup(chance) {
    const group = chance.group.draw();
    return group ? assign(chance, { principalType: "GROUP", principalId: group.id }) : null;
  },
  assignedToPerson(chance) {
    const user = chance.user.draw();
    return user ? assign(chance, { principalType: "USER", principalId: user.id }) : null;
  },
  unassignedFromGroup: (chance) => unassign(chance, "GROUP"),
  unassignedFromPerson: (chance) => unassign(chance, "USER"),
  setCreated({ world, random, set }) {
    const instanceId = world.instance.arn.slice(world.instance.arn.lastIndexOf("/") + 1);
    const made = {
      arn: `arn:aws:sso:::permissionSet/${instanceId}/ps-${random.hex(16)}`,
      name: `NewSet${random.hex(8)}`,
      createdAt: nowOf(world).toISOString(),
      sessionDuration: random.pick(sessions),
      managedPolicyArns: [random.pick(managedPolicies)],
      customerPolicies: [],
      tags: {},
    };
    world.permissionSets.put(made);
    set.add(made);
    return made.arn;
  },
  setSessionChanged({ world, random, set }) {
    const changed = set.draw();
    const sessionDuration = random.pick(sessions);
    if (!changed || changed.sessionDuration === sessionDuration) return null;
    changePermissionSet(world, changed.arn, (former) => ({ ...former, sessionDuration }));
    return changed.arn;
  },
  setInlinePolicyChanged({ world, random, set }) {
    const changed = set.draw();
    if (!changed) return null;
    const Statement = [{ Effect: "Allow", Action: "s3:Get*", Resource: `arn:aws:s3:::${random.hex(8)}/*` }];
    const inlinePolicy = JSON.stringify({ Version: "2012-10-17", Statement });
    changePermissionSet(world, changed.arn, (former) => ({ ...former, inlinePolicy }));
    return changed.arn;
  },
  setManagedPolicyChanged({ world, random, set }) {
    const changed = set.draw();
    if (!changed) return null;
    const policy = random.pick(managedPolicies);
    const others = changed.managedPolicyArns.filter((arn) => arn !== policy);
    const isAttached = others.length < changed.managedPolicyArns.length;
    const managedPolicyArns = isAttached ? others : [...others, policy];
    changePermissionSet(world, changed.arn, (former) => ({ ...former, managedPolicyArns }));
    return changed.arn;
  },
  setTagged({ world, random, set }) {
    const tagged = set.draw();
    if (!tagged) return null;
    world.permissionSets.put({ ...tagged, tags: { ...tagged.tags, reviewed: random.hex(4) } });
    return tagged.arn;
  },
  /** AWS deletes a set only when nothing is assigned with it, so its assignments go first. */
  setDeleted({ world, set }) {
    const deleted = set.draw();
    if (!deleted) return null;
    for (const row of world.assignments.where("permissionSet", deleted.arn)) removeAssignment(world, row);
    world.permissionSets.delete(deleted.arn);
    return deleted.arn;
  },
} as const satisfies Record<string, RandomChange>;

function assign(
  { world, account, set, assignment }: Chance,
  principal: Pick<SimulatedAssignment, "principalType" | "principalId">,
): string | null {
  const [where, what] = [account.draw(), set.draw()];
  if (where?.state !== "ACTIVE" || !what) return null;
  const target = { accountId: where.id, permissionSetArn: what.arn, ...principal };
  const made = { ...target, madeAt: nowOf(world).toISOString() };
  const key = world.assignments.keyOf(made);
  if (world.assignments.get(key)) return null;
  world.assignments.put(made);
  assignment.add(made);
  return key;
}

function unassign(
  { world, assignment }: Chance,
  principalType: SimulatedAssignment["principalType"],
): string | null {
  const removed = assignment.draw();
  if (removed?.principalType !== principalType) return null;
  removeAssignment(world, removed);
  return world.assignments.keyOf(removed);
}
