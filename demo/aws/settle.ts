import { AwsFailure } from "./failure.ts";
import { removeAssignment } from "./remove-assignment.ts";
import { operationFor } from "./services.ts";
import type { LateRequest, SimulatedOperation } from "./state.ts";
import { assignmentKey, heldAt, nowOf, type World } from "./world.ts";

const keepSettledMs = 7 * 24 * 60 * 60 * 1000;

/**
 * Completes every operation whose time has come, and lets late requests land, oldest first and each as of its own time. It is
 * called before each request is answered, so moving the clock is enough to settle what is open and no timer runs.
 */
export function settleOperations(world: World): void {
  const now = nowOf(world);
  let hasSettled = false;
  for (let due = nextDue(world, now); due !== null; due = nextDue(world, now)) {
    heldAt(world, due.atMs, due.act);
    hasSettled = true;
  }
  settleAccountCreations(world, now);
  settleProvisionings(world, now);
  if (hasSettled) forgetOld(world, now);
}

/** Settles open operations now, also those that never would: as SUCCEEDED where they can be, or as FAILED with the reason. */
export function settleByHand(
  world: World,
  asked: { requestId?: string | undefined; reason?: string | undefined },
) {
  settleOperations(world);
  const open = world.operations
    .where("status", "IN_PROGRESS")
    .filter(({ requestId }) => asked.requestId === undefined || asked.requestId === requestId);
  const forced = asked.reason === undefined ? {} : { forcedFailure: asked.reason };
  for (const one of open) {
    world.operations.put({ ...one, settlesAt: nowOf(world).toISOString(), ...forced });
  }
  settleOperations(world);
  return open.flatMap(({ requestId }) => world.operations.get(requestId) ?? []);
}

function nextDue(world: World, now: Date): { atMs: number; act: () => void } | null {
  const first = { atMs: Number.POSITIVE_INFINITY, act: () => {} };
  for (const operation of world.operations.where("status", "IN_PROGRESS")) {
    const atMs = operation.settlesAt === null ? Number.POSITIVE_INFINITY : Date.parse(operation.settlesAt);
    if (atMs < first.atMs) Object.assign(first, { atMs, act: () => settle(world, operation) });
  }
  for (const request of world.lateRequests) {
    const atMs = Date.parse(request.dueAt);
    if (atMs < first.atMs) Object.assign(first, { atMs, act: () => land(world, request) });
  }
  return first.atMs <= now.getTime() ? first : null;
}

/** Nobody hears what comes of it: its sender has long given up. */
function land(world: World, request: LateRequest): void {
  world.lateRequests = world.lateRequests.filter((other) => other !== request);
  world.revision += 1;
  const prepared = operationFor(request.target)?.operation.prepare(request.body, "ignore");
  if (!prepared || "difference" in prepared) return;
  try {
    prepared.run(world);
  } catch (error) {
    if (!(error instanceof AwsFailure)) throw error;
  }
}

function settle(world: World, operation: SimulatedOperation): void {
  world.revision += 1;
  const failureReason = operation.forcedFailure ?? obstacle(world, operation);
  if (failureReason !== null) {
    world.operations.put({ ...operation, status: "FAILED", failureReason });
    return;
  }
  applyEffect(world, operation);
  world.operations.put({ ...operation, status: "SUCCEEDED" });
}

function applyEffect(world: World, operation: SimulatedOperation): void {
  const key = assignmentKey(operation);
  if (operation.kind === "delete") {
    removeAssignment(world, operation);
    return;
  }
  if (world.assignments.get(key)) return;
  world.assignments.put({
    accountId: operation.accountId,
    permissionSetArn: operation.permissionSetArn,
    principalType: operation.principalType,
    principalId: operation.principalId,
    madeAt: operation.settlesAt ?? operation.openedAt,
  });
}

/** Why AWS would report FAILED, or null. AWS's wording for a missing principal is known; the others are ours. */
function obstacle(world: World, operation: SimulatedOperation): string | null {
  const account = world.accounts.get(operation.accountId);
  if (account?.state !== "ACTIVE") {
    return `Received a 403 status error: the account ${operation.accountId} is not active.`;
  }
  if (!world.permissionSets.get(operation.permissionSetArn)) {
    return `Received a 404 status error: the permission set ${operation.permissionSetArn} was not found.`;
  }
  if (operation.kind === "delete") {
    return world.assignments.get(assignmentKey(operation))
      ? null
      : "Received a 404 status error: the account assignment was not found.";
  }
  const principals = operation.principalType === "USER" ? world.users : world.groups;
  if (principals.get(operation.principalId)) return null;
  return `Received a 404 status error: the ${operation.principalType} assignee ${operation.principalId} was not found in directory ${world.instance.identityStoreId}.`;
}

function settleAccountCreations(world: World, now: Date): void {
  for (const one of world.accountCreations.where("status", "IN_PROGRESS")) {
    if (Date.parse(one.settlesAt) > now.getTime()) continue;
    world.revision += 1;
    if (world.accounts.where("email", one.email).length > 0) {
      world.accountCreations.put({ ...one, status: "FAILED" });
      continue;
    }
    world.accountCreations.put({ ...one, status: "SUCCEEDED" });
    world.accounts.put({
      id: one.accountId,
      name: one.name,
      email: one.email,
      parentId: world.organization.rootId,
      state: "ACTIVE",
      joinedAt: one.settlesAt,
      joinedMethod: "CREATED",
      tags: one.tags,
    });
  }
}

function settleProvisionings(world: World, now: Date): void {
  for (const one of world.provisionings.where("status", "IN_PROGRESS")) {
    if (Date.parse(one.settlesAt) > now.getTime()) continue;
    world.revision += 1;
    const set = world.permissionSets.get(one.permissionSetArn);
    world.provisionings.put({ ...one, status: set ? "SUCCEEDED" : "FAILED" });
    const outdatedIn = set?.outdatedIn?.filter((id) => one.accountId !== undefined && id !== one.accountId);
    if (set) world.permissionSets.put({ ...set, outdatedIn: outdatedIn ?? [] });
  }
}

function forgetOld(world: World, now: Date): void {
  for (const operation of world.operations.all()) {
    const settled = operation.status !== "IN_PROGRESS" && operation.settlesAt !== null;
    if (settled && Date.parse(operation.settlesAt ?? "") < now.getTime() - keepSettledMs) {
      world.operations.delete(operation.requestId);
    }
  }
}
