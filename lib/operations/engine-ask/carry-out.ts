import type { Doing, WorkerActor } from "#lib/core/actor.ts";
import { judgeDrainAsk, judgeGrantAsk } from "#lib/core/engine-ask.ts";
import type { Refusal } from "#lib/core/refusal.ts";
import { askedAboutColumns, toAskedAbout } from "#lib/db/asked-about.ts";
import type { Db } from "#lib/db/client.ts";
import type { Prisma } from "#lib/db/generated/client.ts";
import { type AuditAction, record } from "#lib/db/record.ts";
import { entryOf, type GrantAsk, type GrantingAsk, isGrantAsk, type OpenAsk } from "./open-ask.ts";

/** Who asks, as the catalogue calls them. */
type Asker = { id: string; name: string };

/**
 * Judges an ask by what the ledger says now, and does what it asks for, with its audit event.
 * @param tx the transaction that also answers the ask
 * @returns why not, as a refusal; "later" while another worker is at the assignment
 */
export async function carryOut(
  tx: Db,
  doing: Doing<WorkerActor>,
  ask: OpenAsk,
  asker: Asker,
): Promise<"done" | "later" | Refusal> {
  return isGrantAsk(ask) ? actOnGrant(tx, doing, ask, asker) : actOnGranting(tx, doing, ask, asker);
}

const DONE = {
  retry: "assignment.retried",
  hand_over: "assignment.handed-over",
  remove: "assignment.removal-taken-on",
} as const satisfies Record<GrantAsk["kind"], AuditAction>;

async function actOnGrant(
  tx: Db,
  doing: Doing<WorkerActor>,
  ask: GrantAsk,
  asker: Asker,
): Promise<"done" | "later" | Refusal> {
  if (ask.grantId === null) return { code: "unknown" };
  const found = await tx.grant.findUnique({
    where: { id: ask.grantId },
    select: { managedAssignmentId: true },
  });
  if (!found) return { code: "unknown" };
  if (found.managedAssignmentId !== null && !(await isFree(tx, found.managedAssignmentId, doing.now)))
    return "later";
  const grant = await tx.grant.findUniqueOrThrow({
    where: { id: ask.grantId },
    select: { ...askedAboutColumns, managedAssignmentId: true },
  });
  const refusal = judgeGrantAsk(ask.kind, toAskedAbout(grant), asker.id);
  if (refusal) return refusal;
  if (grant.managedAssignmentId === null) return { code: "unknown" };
  if (ask.kind === "hand_over" && !(await isInDirectory(tx, ask.owner))) return { code: "owner-unknown" };
  await tx.managedAssignment.update({
    where: { id: grant.managedAssignmentId },
    // A claim that ended without being given back must not write its own moment over this one.
    data: { dueAt: doing.now, leaseEpoch: { increment: 1 }, ...verdictOf(ask, asker, doing.now) },
  });
  await record(tx, doing, {
    action: DONE[ask.kind],
    ...(await entryOf(tx, ask)),
    cause: ask.kind === "retry" ? `asked by ${asker.name}` : `asked by ${asker.name}: ${ask.reason}`,
    details: {
      askId: ask.id,
      askedById: asker.id,
      ...(ask.kind === "hand_over" && { owner: ask.owner }),
    },
  });
  return "done";
}

/** Locks a ledger row that no worker is at. False when one is: it may be writing what the ask is to be judged by. */
async function isFree(tx: Db, id: string, now: Date): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    select from managed_assignment
    where id = ${id}::uuid and (lease_until is null or lease_until <= ${now})
    for update skip locked`;
  return rows.length > 0;
}

async function isInDirectory(tx: Db, name: string | null): Promise<boolean> {
  if (name === null) return false;
  const person = await tx.person.findFirst({
    where: { displayName: name, status: "ENABLED" },
    select: { id: true },
  });
  return person !== null;
}

function verdictOf(ask: GrantAsk, asker: Asker, now: Date): Prisma.ManagedAssignmentUncheckedUpdateInput {
  const said = { verdictByName: asker.name, verdictAt: now };
  switch (ask.kind) {
    case "retry":
      return {};
    case "hand_over":
      return { ...said, verdict: "keep", verdictOwner: ask.owner };
    case "remove":
      return { ...said, verdict: "remove", verdictOwner: null };
  }
}

async function actOnGranting(
  tx: Db,
  doing: Doing<WorkerActor>,
  ask: GrantingAsk,
  asker: Asker,
): Promise<"done" | Refusal> {
  await tx.$queryRaw`select from engine_state where is_only for update`;
  const { drainingSince } = await tx.engineState.findUniqueOrThrow({ where: { isOnly: true } });
  const refusal = judgeDrainAsk(ask.kind, drainingSince !== null);
  if (refusal) return refusal;
  const isDrain = ask.kind === "drain";
  await tx.engineState.update({
    where: { isOnly: true },
    data: {
      drainingSince: isDrain ? doing.now : null,
      drainingBy: isDrain ? asker.name : null,
      drainingWhy: isDrain ? ask.reason : null,
    },
  });
  if (!isDrain) {
    await tx.$executeRaw`
      update managed_assignment set due_at = ${doing.now}
      where waits_for = 'drain' and due_at > ${doing.now} and (lease_until is null or lease_until <= ${doing.now})`;
  }
  await record(tx, doing, {
    action: isDrain ? "engine.draining" : "engine.resumed",
    target: { kind: "engine", id: "granting", name: "Granting" },
    cause: `asked by ${asker.name}: ${ask.reason}`,
    details: { askId: ask.id, askedById: asker.id },
  });
  return "done";
}
