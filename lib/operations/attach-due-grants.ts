import type { Doing, WorkerActor } from "#lib/core/actor.ts";
import { type EndReason, explainEnd } from "#lib/core/grant.ts";
import { type Db, db } from "#lib/db/client.ts";
import { withdrawnReason } from "#lib/db/ledger.ts";
import { record } from "#lib/db/record.ts";
import { provenBy } from "./proven-by.ts";
import { queueLetter } from "./queue-letter.ts";
import { recheckInCatalogue } from "./recheck-grant.ts";

/**
 * Opens or finds the ledger row of every grant whose start is reached, after deriving from the recorded decision, not
 * from the grant, that it is due; and makes rows due whose grants were withdrawn. Grants withdrawn before their start
 * are cancelled without any AWS call, and so are those that were to go on after what ended before its time. A grant whose
 * permission set is not what was agreed to any more never begins, and its people are told as soon as the catalogue knows.
 * @param instanceArn the Identity Center instance that this installation is pinned to
 * @returns what went wrong with single grants, for the log; they are tried again, and hold up no other
 */
export async function attachDueGrants(
  doing: Doing<WorkerActor>,
  instanceArn: string,
): Promise<readonly Error[]> {
  const due = await db().grant.findMany({
    where: {
      state: "scheduled",
      OR: [
        { startsAt: { lte: doing.now } },
        { withdrawnAt: { not: null } },
        { request: { extendsGrant: { is: endedBeforeItsTime } } },
      ],
    },
    select: { id: true },
    orderBy: { startsAt: "asc" },
    take: 200,
  });
  const faults: Error[] = [];
  const changed = await db().$queryRaw<{ id: string }[]>`
    select g.id::text as id
    from access_grant g left join permission_set s on s.arn = g.permission_set_arn
    where g.state = 'scheduled' and s.fingerprint is distinct from g.fingerprint
    order by g.starts_at limit 200`;
  for (const id of new Set([...due, ...changed].map((grant) => grant.id))) {
    try {
      await db().$transaction((tx) => attach(tx, doing, id, instanceArn));
    } catch (error) {
      faults.push(new Error(`grant ${id} could not be taken up`, { cause: error }));
    }
  }
  await wakeWithdrawn(doing.now);
  return faults;
}

/**
 * Attaches grants of this very assignment whose start was reached since the last sweep, so that it is not taken away between two of them. One that
 * cannot be taken up holds up no removal: nothing proves that it may stand.
 * @returns whether any was attached
 */
export async function attachWanted(
  tx: Db,
  doing: Doing<WorkerActor>,
  row: { accountId: string; permissionSetArn: string; personId: string },
  instanceArn: string,
): Promise<boolean> {
  const { accountId, permissionSetArn, personId } = row;
  const due = await tx.grant.findMany({
    where: {
      accountId,
      permissionSetArn,
      personId,
      state: "scheduled",
      startsAt: { lte: doing.now },
      endsAt: { gt: doing.now },
      withdrawnAt: null,
    },
    select: { id: true },
  });
  let attached = 0;
  for (const { id } of due) if (await attachOrLeave(tx, doing, id, instanceArn)) attached += 1;
  return attached > 0;
}

async function attachOrLeave(
  tx: Db,
  doing: Doing<WorkerActor>,
  grantId: string,
  instanceArn: string,
): Promise<boolean> {
  await tx.$executeRaw`savepoint attaching`;
  try {
    await attach(tx, doing, grantId, instanceArn);
  } catch {
    // The sweep tells of it: it tries the same grant every time.
    await tx.$executeRaw`rollback to savepoint attaching`;
    return false;
  }
  await tx.$executeRaw`release savepoint attaching`;
  return true;
}

/** A withdrawal is written by the web, which cannot touch the ledger: the row is made due here. */
async function wakeWithdrawn(now: Date): Promise<void> {
  await db().$executeRaw`
    update managed_assignment m set due_at = ${now}
    from access_grant g
    where g.managed_assignment_id = m.id and g.withdrawn_at <= ${now} and g.ended_at is null
      and g.state in ('granting', 'active', 'active-preexisting')
      and (m.due_at is null or m.due_at > ${now})
      and (m.lease_until is null or m.lease_until <= ${now})`;
}

async function attach(
  tx: Db,
  doing: Doing<WorkerActor>,
  grantId: string,
  instanceArn: string,
): Promise<void> {
  const grant = await tx.grant.findUniqueOrThrow({
    where: { id: grantId },
    include: { request: { include: { decisions: true } } },
  });
  if (grant.state !== "scheduled") return;
  if (grant.withdrawnAt && grant.withdrawnAt <= grant.startsAt)
    return leave(tx, doing, grant, ...leavesFor(grant.withdrawnReason));

  if (grant.request.extendsGrantId && (await hasEndedEarly(tx, grant.request.extendsGrantId)))
    return leave(tx, doing, grant, "cancelled", "extended-over");
  const objection = await setObjection(tx, grant);
  if (objection) return leave(tx, doing, grant, "invalidated", objection);
  if (grant.startsAt > doing.now) return;

  const agreedBy = await provenBy(tx, grant, grant.request);
  if (agreedBy === null) return leave(tx, doing, grant, "invalidated", "no-recorded-decision");

  // Nothing is created for what goes on, so what is checked before a create is checked here.
  const { extendsGrantId, ruleId } = grant.request;
  const whyVoid = extendsGrantId === null ? null : await recheckInCatalogue(tx, { ...grant, ruleId });
  if (whyVoid !== null) return leave(tx, doing, grant, "invalidated", whyVoid);

  const target = {
    instanceArn,
    accountId: grant.accountId,
    permissionSetArn: grant.permissionSetArn,
    personId: grant.personId,
  };
  const row = await tx.managedAssignment.upsert({
    where: { instanceArn_accountId_permissionSetArn_personId: target },
    create: { ...target, createdAt: doing.now, dueAt: doing.now },
    update: { dueAt: doing.now },
  });
  const { count } = await tx.grant.updateMany({
    where: { id: grant.id, state: "scheduled" },
    data: { state: "granting", managedAssignmentId: row.id },
  });
  if (count === 0) return;
  await record(tx, doing, {
    action: "grant.granting",
    target: {
      kind: "grant",
      id: grant.id,
      name: `${grant.request.permissionSetName} in ${grant.request.accountName}`,
    },
    cause: agreedBy,
    requestId: grant.requestId,
    grantId: grant.id,
    accountId: grant.accountId,
    personId: grant.personId,
  });
}

/** Ended at its time, or given up to what goes on: anything else took the access away, and nothing is to bring it back. */
const endedBeforeItsTime = {
  OR: [
    { withdrawnAt: { not: null } },
    { endedAt: { not: null }, endReason: { notIn: ["end-reached", "continued"] satisfies EndReason[] } },
  ],
};

async function hasEndedEarly(tx: Db, grantId: string): Promise<boolean> {
  return (await tx.grant.count({ where: { id: grantId, ...endedBeforeItsTime } })) > 0;
}

/** Why the permission set is not what was agreed to any more, as the catalogue knows it; null when it is. */
async function setObjection(
  tx: Db,
  grant: { permissionSetArn: string; fingerprint: string },
): Promise<"set-gone" | "set-changed" | null> {
  const set = await tx.permissionSet.findUnique({
    where: { arn: grant.permissionSetArn },
    select: { fingerprint: true },
  });
  if (!set) return "set-gone";
  return set.fingerprint === grant.fingerprint ? null : "set-changed";
}

/** What people take back is cancelled; what cannot stand is void, and those who agreed to it are told. */
function leavesFor(stored: string | null): ["cancelled" | "invalidated", EndReason] {
  const reason = withdrawnReason(stored) ?? "ended-by-holder";
  return [reason === "person-gone" || reason === "person-not-enabled" ? "invalidated" : "cancelled", reason];
}

async function leave(
  tx: Db,
  doing: Doing<WorkerActor>,
  grant: {
    id: string;
    requestId: string;
    personId: string;
    accountId: string;
    request: {
      permissionSetName: string;
      accountName: string;
      decisions: readonly { deciderId: string; verdict: string }[];
    };
  },
  to: "cancelled" | "invalidated",
  reason: EndReason,
): Promise<void> {
  const { count } = await tx.grant.updateMany({
    where: { id: grant.id, state: "scheduled" },
    data: { state: to, endedAt: doing.now, endReason: reason },
  });
  if (count === 0) return;
  const agreed = grant.request.decisions.filter(({ verdict }) => verdict === "approve");
  const readers = new Set([grant.personId, ...agreed.map(({ deciderId }) => deciderId)]);
  for (const recipientId of to === "invalidated" ? readers : []) {
    await queueLetter(tx, doing, {
      kind: "grant_invalidated",
      recipientId,
      requestId: grant.requestId,
      grantId: grant.id,
    });
  }
  await record(tx, doing, {
    action: to === "cancelled" ? "grant.cancelled" : "grant.invalidated",
    target: {
      kind: "grant",
      id: grant.id,
      name: `${grant.request.permissionSetName} in ${grant.request.accountName}`,
    },
    cause: explainEnd(reason),
    requestId: grant.requestId,
    grantId: grant.id,
    accountId: grant.accountId,
    personId: grant.personId,
  });
}
