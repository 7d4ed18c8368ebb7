import { accessChanges } from "./changes/access-changes.ts";
import { chanceIn, type RandomChange } from "./changes/chance.ts";
import { identityChanges } from "./changes/identity-changes.ts";
import { organisationChanges } from "./changes/organisation-changes.ts";
import { stream } from "./generator/stream.ts";
import type { World } from "./world.ts";

const changes = { ...organisationChanges, ...identityChanges, ...accessChanges };

export type ChangeKind = keyof typeof changes;

/** `subject` is the key of what was changed: an id, an ARN, or an assignment's account, set, kind and principal. */
export type MadeChange = { kind: ChangeKind; subject: string };

export const changeKinds: readonly ChangeKind[] = Object.keys(changes).filter(isKind);

export type ChangesAsked = {
  count: number;
  seed: number;
  /** Only changes of these kinds; absent: of every kind. */
  kinds?: readonly ChangeKind[] | undefined;
};

/** An organisation mostly changes in who belongs where and who has what; whole accounts and sets come and go seldom. */
const common: readonly ChangeKind[] = [
  "membershipAdded",
  "membershipRemoved",
  "assignedToGroup",
  "assignedToPerson",
  "unassignedFromGroup",
  "personCreated",
  "personDisabled",
  "personDeleted",
  "accountTagged",
  "accountMoved",
];

/** Not every row allows every change: a disabled person cannot be disabled. */
const mostTries = 200;

/**
 * Makes as many changes as asked for, as people and programs beside the product make them: one of each kind as far as the
 * count goes, then mostly the common ones. The same seed makes the same changes of the same world.
 */
export function changeAtRandom(
  world: World,
  { count, seed, kinds = changeKinds }: ChangesAsked,
): MadeChange[] {
  const random = stream(seed + world.revision, "changes");
  const chance = chanceIn(world, random);
  const often = common.filter((kind) => kinds.includes(kind));
  const made: MadeChange[] = [];

  function make(kind: ChangeKind, tries: number): void {
    const change: RandomChange = changes[kind];
    for (let left = tries; left > 0 && made.length < count; left -= 1) {
      const subject = change(chance);
      if (subject === null) continue;
      made.push({ kind, subject });
      world.revision += 1;
      return;
    }
  }

  for (const kind of random.sample(kinds, kinds.length)) make(kind, mostTries);
  for (let left = count * 2; made.length < count && left > 0; left -= 1) {
    const kind = drawn(random.below(4) === 0 || often.length === 0 ? kinds : often, random.below);
    if (kind) make(kind, mostTries);
  }
  return made;
}

function drawn(from: readonly ChangeKind[], below: (limit: number) => number): ChangeKind | undefined {
  return from[below(from.length)];
}

function isKind(name: string): name is ChangeKind {
  return Object.hasOwn(changes, name);
}
