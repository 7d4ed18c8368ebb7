import type { Random } from "#demo/seed/organisation/random.ts";
import type { SimulatedAssignment, SimulatorState } from "../state.ts";
import { identityId } from "./ids.ts";

const rowsPerPair = 1.5;

type Organisation = Pick<SimulatorState, "accounts" | "permissionSets" | "groups" | "users">;
type Principal = Pick<SimulatedAssignment, "principalType" | "principalId">;
type Pair = Pick<SimulatedAssignment, "accountId" | "permissionSetArn">;

/**
 * Exactly `count` pairs of an account and a permission set, and one assignment and a half for each: the first group holds the first set everywhere, others
 * a set in a run of accounts; one pair in a hundred is a person's, and a few stand for a principal that was deleted. One group in ten and one
 * set in thirty stay unused.
 */
export function generateAssignments(
  organisation: Organisation,
  count: number,
  random: Random,
): SimulatedAssignment[] {
  const sets = used(organisation.permissionSets, 30);
  if (count > organisation.accounts.length * sets.length) {
    throw new Error(
      `${organisation.accounts.length} accounts and ${sets.length} sets make fewer than ${count} pairs`,
    );
  }
  const rows = new Map<string, SimulatedAssignment>();
  const pairs: Pair[] = [];
  const known = new Set<string>();
  const longest = Math.max(2, Math.ceil(count / (organisation.groups.length + 1)));
  const choose = chooser(organisation, random);

  function add(pair: Pair, principal: Principal): void {
    const pairKey = `${pair.accountId} ${pair.permissionSetArn}`;
    const rowKey = `${pairKey} ${principal.principalId}`;
    if (rows.has(rowKey)) return;
    rows.set(rowKey, { ...pair, ...principal });
    if (known.has(pairKey)) return;
    known.add(pairKey);
    pairs.push(pair);
  }

  // As auditors do: one group holds one set everywhere.
  for (const account of organisation.accounts.slice(0, count)) {
    const [set] = sets;
    const [group] = organisation.groups;
    if (set && group)
      add(
        { accountId: account.id, permissionSetArn: set.arn },
        { principalType: "GROUP", principalId: group.id },
      );
  }
  // Where nearly every pair is wanted, chance alone would hardly find the last ones.
  for (let tries = 0; pairs.length < count && tries < count * 4; tries += 1) {
    const { principal, length } = choose.run(longest);
    const set = sets[Math.floor((random.below(1000) / 1000) ** 2 * sets.length)];
    const start = random.below(organisation.accounts.length);
    for (const account of organisation.accounts.slice(start, start + length)) {
      if (!set || pairs.length >= count || rows.size >= (pairs.length + 1) * rowsPerPair) break;
      add({ accountId: account.id, permissionSetArn: set.arn }, principal);
    }
  }
  for (const account of organisation.accounts) {
    for (const set of sets) {
      if (pairs.length >= count) break;
      const pair = { accountId: account.id, permissionSetArn: set.arn };
      if (!known.has(`${account.id} ${set.arn}`)) add(pair, choose.one());
    }
  }
  for (let tries = 0; rows.size < Math.floor(count * rowsPerPair) && tries < count * 4; tries += 1) {
    const pair = pairs[random.below(pairs.length)];
    if (pair) add(pair, choose.one());
  }
  return [...rows.values()];
}

/** Leaves the last of each `every` out. */
function used<Item>(items: readonly Item[], every: number): readonly Item[] {
  return items.slice(0, items.length - Math.floor(items.length / every));
}

function chooser({ groups, users }: Organisation, random: Random) {
  const assigned = used(groups, 10);
  // The same few people hold what is direct, as it is where groups are the rule.
  const few = users.slice(0, Math.ceil(users.length / 50));
  const known = new Set(assigned.map((group) => group.id));

  function one(notGroups = 0.012): Principal {
    const lot = random.below(10_000) / 10_000;
    const group = assigned[random.below(assigned.length)];
    const user = few[random.below(few.length)];
    if (lot < notGroups / 6) return gone(random);
    if (user && (lot < notGroups || !group)) return { principalType: "USER", principalId: user.id };
    return group ? { principalType: "GROUP", principalId: group.id } : gone(random);
  }

  return {
    one,
    /** A group comes with many accounts at once, so the others must be drawn that much more often. */
    run(longest: number): { principal: Principal; length: number } {
      const length = 1 + random.below(longest);
      const share = 0.012 * (longest / 2);
      const principal = one(share / (1 + share));
      const isGroup = known.has(principal.principalId);
      return { principal, length: isGroup ? length : 1 };
    },
  };
}

/** A principal that the store has forgotten: its assignment lingers. */
function gone(random: Random): Principal {
  return { principalType: random.below(3) === 0 ? "GROUP" : "USER", principalId: identityId(random) };
}
