import { createFaultBook } from "./fault-book.ts";
import { stream } from "./generator/stream.ts";
import type { PagingHabits } from "./paging.ts";
import { type Lag, Relation } from "./relation.ts";
import type { WorldSettings } from "./settings.ts";
import { machineSources, type Sources } from "./sources.ts";
import type { SimulatedAssignment, SimulatorState } from "./state.ts";

/** The state of the simulator in the form that its operations look things up in, and its clock. */
export type World = ReturnType<typeof createWorld>;

type Clock = {
  /** How far it was ahead of the wall's at `sinceMs` by that one. */
  offsetMs: number;
  sinceMs: number;
  /** The moment as of which something overdue is being done; null: the clock's own. */
  heldAtMs: number | null;
};

export function createWorld(
  state: SimulatorState,
  settings: WorldSettings,
  sources: Sources = machineSources,
) {
  const lag = (): Lag => ({ nowMs: nowOf(world).getTime(), lagMs: world.listLagMs });
  const nowMs = (): number => nowOf(world).getTime();
  const draw = (): number => world.chance.below(2 ** 32) / 2 ** 32;
  const clock: Clock = { offsetMs: state.clockOffsetMs, sinceMs: sources.wallMs(), heldAtMs: null };
  const world = {
    ...settings,
    region: state.region,
    instance: state.instance,
    organization: state.organization,
    sources,
    clock,
    latencyMs: state.latencyMs,
    /** What goes wrong next, set through the control endpoint; never kept over a restart. */
    faults: createFaultBook(nowMs, draw),
    chance: stream(settings.chanceSeed, "chance"),
    /** Requests whose senders were told nothing and that land later. */
    lateRequests: [...(state.lateRequests ?? [])],
    /** Counts every change, so that the server knows when to write the state file. */
    revision: 0,
    units: new Relation(
      state.units,
      (unit) => unit.id,
      { parent: (unit) => unit.parentId, alsoUnder: (unit) => unit.alsoUnder ?? "" },
      lag,
    ),
    accounts: new Relation(
      state.accounts,
      (account) => account.id,
      { parent: (account) => account.parentId, email: (account) => account.email },
      lag,
    ),
    permissionSets: new Relation(state.permissionSets, (set) => set.arn, { name: (set) => set.name }, lag),
    groups: new Relation(state.groups, (group) => group.id, { name: (group) => group.displayName }, lag),
    users: new Relation(state.users, (user) => user.id, { name: (user) => user.userName }, lag),
    memberships: new Relation(
      state.memberships,
      (membership) => membership.id,
      { group: (membership) => membership.groupId, user: (membership) => membership.userId },
      lag,
    ),
    assignments: new Relation(
      state.assignments,
      assignmentKey,
      {
        pair: (assignment) => pairKey(assignment),
        principal: (assignment) => principalKey(assignment),
        permissionSet: (assignment) => assignment.permissionSetArn,
        account: (assignment) => assignment.accountId,
      },
      lag,
    ),
    operations: new Relation(state.operations, (operation) => operation.requestId, {
      kind: (operation) => operation.kind,
      status: (operation) => operation.status,
    }),
    provisionings: new Relation(state.provisionings ?? [], (one) => one.requestId, {
      status: (one) => one.status,
    }),
    accountCreations: new Relation(state.accountCreations ?? [], (one) => one.id, {
      status: (one) => one.status,
    }),
    delegates: new Relation(state.delegates ?? [], (one) => `${one.accountId} ${one.servicePrincipal}`, {
      account: (one) => one.accountId,
    }),
  };
  return world;
}

export function dumpWorld(world: World): SimulatorState {
  return {
    version: 1,
    region: world.region,
    instance: world.instance,
    organization: world.organization,
    units: [...world.units.all()],
    accounts: [...world.accounts.all()],
    permissionSets: [...world.permissionSets.all()],
    groups: [...world.groups.all()],
    users: [...world.users.all()],
    memberships: [...world.memberships.all()],
    assignments: [...world.assignments.all()],
    operations: [...world.operations.all()],
    provisionings: [...world.provisionings.all()],
    accountCreations: [...world.accountCreations.all()],
    delegates: [...world.delegates.all()],
    ...(world.lateRequests.length > 0 ? { lateRequests: world.lateRequests } : {}),
    clockOffsetMs: clockOffsetOf(world),
    latencyMs: world.latencyMs,
  };
}

export function nowOf(world: World): Date {
  return new Date(world.clock.heldAtMs ?? world.sources.wallMs() + clockOffsetOf(world));
}

/** What AWS takes for now where it tells the time: the simulated clock, off by as much as the settings say. */
export function dateOf(world: World): Date {
  return new Date(nowOf(world).getTime() + world.dateSkewMs);
}

/** Does something as of a moment that has passed: what is overdue happens at its own time, whenever somebody looks. */
export function heldAt(world: World, atMs: number, act: () => void): void {
  world.clock.heldAtMs = atMs;
  try {
    act();
  } finally {
    world.clock.heldAtMs = null;
  }
}

/** How far the simulated clock is ahead of the wall's; it grows where the clock runs faster. */
export function clockOffsetOf({ clock, clockSpeed, sources }: World): number {
  return clock.offsetMs + (sources.wallMs() - clock.sinceMs) * (clockSpeed - 1);
}

export function setClockOffset(world: World, offsetMs: number): void {
  world.clock = { offsetMs, sinceMs: world.sources.wallMs(), heldAtMs: null };
  world.revision += 1;
}

export function assignmentKey(assignment: Omit<SimulatedAssignment, "madeAt">): string {
  return `${pairKey(assignment)} ${principalKey(assignment)}`;
}

export function principalKey(principal: Pick<SimulatedAssignment, "principalType" | "principalId">): string {
  return `${principal.principalType} ${principal.principalId}`;
}

export function pairKey(pair: { accountId: string; permissionSetArn: string }): string {
  return `${pair.accountId} ${pair.permissionSetArn}`;
}

export function pagingHabitsOf(world: World): PagingHabits {
  const { emptyPages, tokenLifeMs } = world;
  return { nowMs: nowOf(world).getTime(), emptyPages, tokenLifeMs };
}
