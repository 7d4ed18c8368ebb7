import { identityId } from "../generator/ids.ts";
import { forgetGroup, forgetUser } from "../operations/identity-common.ts";
import type { RandomChange } from "./chance.ts";

/** What the company's directory does: people, groups and who belongs to them. */
export const identityChanges = {
  personCreated({ world, random, user }) {
    const id = identityId(random);
    const userName = `new.person.${random.hex(8)}`;
    const made = {
      id,
      userName,
      displayName: `New Person ${random.hex(4)}`,
      givenName: "New",
      familyName: "Person",
      email: `${userName}@halden.example`,
      status: "ENABLED" as const,
      externalIds: [],
    };
    world.users.put(made);
    user.add(made);
    return id;
  },
  personDisabled({ world, user }) {
    const disabled = user.draw();
    if (disabled?.status !== "ENABLED") return null;
    world.users.put({ ...disabled, status: "DISABLED" });
    return disabled.id;
  },
  personEnabled({ world, user }) {
    const enabled = user.draw();
    if (enabled?.status !== "DISABLED") return null;
    world.users.put({ ...enabled, status: "ENABLED" });
    return enabled.id;
  },
  personRenamed({ world, random, user }) {
    const renamed = user.draw();
    if (!renamed) return null;
    const familyName = `Renamed ${random.hex(4)}`;
    world.users.put({ ...renamed, familyName, displayName: `${renamed.givenName} ${familyName}` });
    return renamed.id;
  },
  /** What was assigned to the person lingers as an orphan. */
  personDeleted({ world, user }) {
    const deleted = user.draw();
    if (deleted) forgetUser(world, deleted.id);
    return deleted?.id ?? null;
  },
  groupCreated({ world, random, group }) {
    const made = { id: identityId(random), displayName: `new-group-${random.hex(8)}`, externalIds: [] };
    world.groups.put(made);
    group.add(made);
    return made.id;
  },
  groupRenamed({ world, random, group }) {
    const renamed = group.draw();
    if (!renamed) return null;
    world.groups.put({ ...renamed, displayName: `renamed-group-${random.hex(8)}` });
    return renamed.id;
  },
  groupDeleted({ world, group }) {
    const deleted = group.draw();
    if (deleted) forgetGroup(world, deleted.id);
    return deleted?.id ?? null;
  },
  membershipAdded({ world, random, group, user, membership }) {
    const [to, who] = [group.draw(), user.draw()];
    if (!to || !who) return null;
    if (world.memberships.where("user", who.id).some(({ groupId }) => groupId === to.id)) return null;
    const made = { id: identityId(random), groupId: to.id, userId: who.id };
    world.memberships.put(made);
    membership.add(made);
    return made.id;
  },
  membershipRemoved({ world, membership }) {
    const removed = membership.draw();
    if (removed) world.memberships.delete(removed.id);
    return removed?.id ?? null;
  },
} as const satisfies Record<string, RandomChange>;
