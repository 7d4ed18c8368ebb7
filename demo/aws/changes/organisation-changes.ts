import { removeAccount } from "../operations/organizations-accounts.ts";
import { nowOf, type World } from "../world.ts";
import type { Chance, RandomChange } from "./chance.ts";

const deepest = 5;

/** What the management account does: accounts and the units that they stand in. */
export const organisationChanges = {
  accountCreated({ world, random, account, unit }) {
    const id = random.digits(12);
    if (world.accounts.get(id)) return null;
    const made = {
      id,
      name: `new-account-${id.slice(-5)}`,
      email: `aws+${id}@halden.example`,
      parentId: unit.draw()?.id ?? world.organization.rootId,
      state: "ACTIVE" as const,
      joinedAt: nowOf(world).toISOString(),
      joinedMethod: "CREATED" as const,
      tags: { team: "platform" },
    };
    world.accounts.put(made);
    account.add(made);
    return id;
  },
  accountMoved(chance) {
    const moved = member(chance);
    const parentId = chance.unit.draw()?.id;
    if (!moved || !parentId || parentId === moved.parentId) return null;
    chance.world.accounts.put({ ...moved, parentId });
    return moved.id;
  },
  accountRenamed(chance) {
    const renamed = member(chance);
    if (!renamed) return null;
    chance.world.accounts.put({ ...renamed, name: `renamed-${chance.random.hex(6)}` });
    return renamed.id;
  },
  accountTagged(chance) {
    const tagged = member(chance);
    if (!tagged) return null;
    const [first] = Object.keys(tagged.tags);
    const { [first ?? ""]: _gone, ...kept } = tagged.tags;
    const isTaken = chance.random.below(3) === 0 && first !== undefined;
    const tags = isTaken ? kept : { ...tagged.tags, [`tag-${chance.random.below(5)}`]: chance.random.hex(4) };
    chance.world.accounts.put({ ...tagged, tags });
    return tagged.id;
  },
  accountClosed(chance) {
    const closed = member(chance);
    if (closed?.state !== "ACTIVE") return null;
    chance.world.accounts.put({ ...closed, state: "PENDING_CLOSURE" });
    return closed.id;
  },
  accountRemoved(chance) {
    const removed = member(chance);
    if (!removed) return null;
    removeAccount(chance.world, removed.id);
    return removed.id;
  },
  unitCreated({ world, random, unit }) {
    const parent = unit.draw();
    const parentId = parent && depthOf(world, parent.id) < deepest ? parent.id : world.organization.rootId;
    const id = `ou-${world.organization.rootId.replace("r-", "")}-${random.hex(8)}`;
    if (world.units.get(id)) return null;
    const made = { id, name: `New unit ${random.hex(6)}`, parentId };
    world.units.put(made);
    unit.add(made);
    return id;
  },
  unitRenamed({ world, random, unit }) {
    const renamed = unit.draw();
    if (!renamed) return null;
    world.units.put({ ...renamed, name: `Renamed unit ${random.hex(6)}` });
    return renamed.id;
  },
  /** AWS deletes empty units alone, so what is in it moves up first. */
  unitDeleted({ world, unit }) {
    const deleted = unit.draw();
    if (!deleted || world.units.where("parent", deleted.id).length > 0) return null;
    for (const account of world.accounts.where("parent", deleted.id)) {
      world.accounts.put({ ...account, parentId: deleted.parentId });
    }
    world.units.delete(deleted.id);
    return deleted.id;
  },
} as const satisfies Record<string, RandomChange>;

/** Any account but the one that manages the organisation. */
function member({ world, account }: Chance) {
  const drawn = account.draw();
  return drawn?.id === world.organization.managementAccountId ? null : drawn;
}

function depthOf(world: World, id: string): number {
  const unit = world.units.get(id);
  return unit ? 1 + depthOf(world, unit.parentId) : 0;
}
