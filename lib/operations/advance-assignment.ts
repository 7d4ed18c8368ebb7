import { openOperations, operationStatus } from "#lib/aws/assignment-operations.ts";
import { type EngineUrgency, isAssigned } from "#lib/aws/assignments.ts";
import { AwsFault } from "#lib/aws/aws-fault.ts";
import type { AwsConnection } from "#lib/aws/connect.ts";
import type { WorkerActor } from "#lib/core/actor.ts";
import { isWanted, wantedUntil } from "#lib/core/grant.ts";
import {
  faultPauseMs,
  nextStep,
  type OperationKind,
  pollPauseMs,
  type Step,
  tombstoneLooksAt,
} from "#lib/core/managed-assignment.ts";
import { db } from "#lib/db/client.ts";
import {
  type Claim,
  LEASE_MS,
  LeaseLost,
  type LedgerRow,
  readClaimed,
  toLedger,
  writeClaimed,
} from "#lib/db/ledger.ts";
import { readNow } from "#lib/db/now.ts";
import { commitIntent, type Intent } from "./commit-intent.ts";
import { recheckGrant } from "./recheck-grant.ts";
import { recordTransitions } from "./record-transitions.ts";
import { callAws, settleOperation } from "./start-operation.ts";

export type EngineSettings = { aws: AwsConnection; maxOpenOperations: number };

const MAX_STEPS = 30;
/** Three tries of a create spread over about five minutes. */
const FAILED_CREATE_PAUSE_MS = 100_000;
const NO_PLACE_PAUSE_MS = 2_000;
const STALLED_PAUSE_MS = 5_000;

/** AWS took the operation and then answered FAILED. */
class OperationFailed extends Error {
  readonly pauseMs: number | null;
  constructor(kind: OperationKind, reason: string) {
    super(reason);
    this.name = "OperationFailed";
    this.pauseMs = kind === "create" ? FAILED_CREATE_PAUSE_MS : null;
  }
}

const later = (now: Date, ms: number) => new Date(now.getTime() + ms);
const earliest = (moments: readonly Date[]) =>
  new Date(Math.min(...moments.map((moment) => moment.getTime())));

/**
 * Takes one claimed assignment as far as it goes now: names a step, performs it, records it, and again, until it has
 * to wait. A fault of AWS is written on the row with a pause; nothing is given up and no other row is held up.
 * @returns the AWS fault or surprise that stopped it, for the log; null when it came to rest
 */
export async function advanceAssignment(
  actor: WorkerActor,
  settings: EngineSettings,
  claim: Claim,
): Promise<Error | null> {
  try {
    for (let steps = 0; steps < MAX_STEPS; steps += 1) {
      const now = await readNow();
      await writeClaimed(db(), claim, { leaseUntil: later(now, LEASE_MS) });
      const row = await readClaimed(db(), claim);
      const { ledger, grants } = toLedger(row);
      const isAtRest = await perform(actor, settings, claim, row, nextStep(ledger, grants, now), now);
      if (isAtRest) return null;
    }
    await rest(claim, later(await readNow(), STALLED_PAUSE_MS));
    return new Error(`managed assignment ${claim.id} did not come to rest in ${MAX_STEPS} steps`);
  } catch (error) {
    if (error instanceof LeaseLost) return null;
    await recordFault(claim, error);
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Ending access goes before granting it. */
function urgencyOf(row: LedgerRow, now: Date): EngineUrgency {
  return { lane: row.grants.some((grant) => isWanted(grant, now)) ? "interactive" : "removal" };
}

/** A permission set or account that is gone has no assignments left. */
async function look(
  aws: AwsConnection,
  row: LedgerRow,
  urgency: EngineUrgency,
): Promise<"present" | "absent"> {
  try {
    return await isAssigned(aws, row, urgency);
  } catch (error) {
    if (error instanceof AwsFault && error.kind === "gone") return "absent";
    throw error;
  }
}

/** Performs one step. True when the row has to wait. */
async function perform(
  actor: WorkerActor,
  settings: EngineSettings,
  claim: Claim,
  row: LedgerRow,
  step: Step,
  now: Date,
): Promise<boolean> {
  const { aws } = settings;
  const operationId = toLedger(row).openOperationId;
  const urgency = urgencyOf(row, now);
  switch (step.do) {
    case "look": {
      const seen = await look(aws, row, urgency);
      await db().$transaction(async (tx) => {
        await writeClaimed(tx, claim, {
          seen,
          seenAt: now,
          absentSince: seen === "present" ? null : (row.absentSince ?? now),
          ...(row.tombstoneAt && { tombstoneLooks: tombstoneLooksAt(row.tombstoneAt, now) }),
        });
      });
      return false;
    }
    case "find-operation": {
      const open = await openOperations(aws, step.kind, urgency);
      const mine = open.find((operation) => isTarget(operation.target, row));
      if (mine && operationId)
        await db().awsOperation.update({ where: { id: operationId }, data: { requestId: mine.requestId } });
      else if (operationId)
        await settleOperation(
          claim,
          operationId,
          "unknown",
          "its answer was lost, and it is not among AWS's open operations",
        );
      return false;
    }
    case "give-up-waiting":
      if (operationId) await settleOperation(claim, operationId, "unknown", "AWS did not finish it in time");
      return false;
    case "poll": {
      const status = await operationStatus(aws, step.kind, step.requestId, urgency);
      if (!operationId) return false;
      switch (status.state) {
        case "in-progress": {
          const startedAt = toLedger(row).ledger.open?.startedAt ?? now;
          await rest(claim, later(now, pollPauseMs(now.getTime() - startedAt.getTime())));
          return true;
        }
        case "succeeded":
          await settleOperation(claim, operationId, "succeeded", null);
          return false;
        case "failed":
          await settleOperation(claim, operationId, "failed", status.reason);
          throw new OperationFailed(step.kind, status.reason);
        case "unknown":
          await settleOperation(claim, operationId, "unknown", status.reason);
          return false;
      }
      break;
    }
    case "create":
      return create(actor, settings, claim, row, step.grantId);
    case "delete":
      return start(actor, settings, claim, row, { kind: "delete", isLateCreate: step.isLateCreate });
    case "record":
      await db().$transaction(async (tx) => {
        await writeClaimed(tx, claim, {
          origin: step.origin,
          ...(step.tombstone === "begin" && { tombstoneAt: now, tombstoneLooks: 0, createAttempts: 0 }),
          ...(step.tombstone === "clear" && { tombstoneAt: null, tombstoneLooks: 0, createAttempts: 0 }),
        });
        await recordTransitions(tx, { actor, now }, step.changes, row.faultMessage);
      });
      return false;
    case "wait":
      return waitUnlessChanged(claim, now);
  }
  return false;
}

const noFault = { faults: 0, faultKind: null, faultMessage: null, faultAt: null, faultSince: null };

function isTarget(
  a: { accountId: string; permissionSetArn: string; personId: string },
  b: LedgerRow,
): boolean {
  return (
    a.accountId === b.accountId && a.permissionSetArn === b.permissionSetArn && a.personId === b.personId
  );
}

async function create(
  actor: WorkerActor,
  settings: EngineSettings,
  claim: Claim,
  row: LedgerRow,
  grantId: string,
): Promise<boolean> {
  const grant = await db().grant.findUniqueOrThrow({
    where: { id: grantId },
    include: { request: { select: { ruleId: true } } },
  });
  const objection = await recheckGrant(settings.aws, { ...grant, ruleId: grant.request.ruleId });
  if (!objection) return start(actor, settings, claim, row, { kind: "create", grantId });
  await db().$transaction(async (tx) => {
    const now = await readNow(tx);
    // An earlier try of this create may still land, and nobody else would look for it.
    await writeClaimed(tx, claim, row.origin === "ours" ? { tombstoneAt: now, tombstoneLooks: 0 } : {});
    await recordTransitions(
      tx,
      { actor, now },
      [{ grantId, from: "granting", to: "invalidated", reason: objection }],
      null,
    );
  });
  return false;
}

/** Writes the intent down and makes the call. True when the row has to wait for a free place. */
async function start(
  actor: WorkerActor,
  settings: EngineSettings,
  claim: Claim,
  row: LedgerRow,
  intent: Intent,
): Promise<boolean> {
  const committed = await commitIntent(actor, claim, intent, settings.maxOpenOperations);
  if (committed === "changed") return false;
  if (committed === "crowded") {
    await rest(claim, later(await readNow(), NO_PLACE_PAUSE_MS));
    return true;
  }
  await callAws(settings.aws, claim, committed.operationId, intent.kind, row);
  return false;
}

/** Gives the row back until the moment that core names, unless a grant was attached while the wait was being named. */
async function waitUnlessChanged(claim: Claim, now: Date): Promise<boolean> {
  return db().$transaction(async (tx) => {
    await tx.$queryRaw`select from managed_assignment where id = ${claim.id}::uuid for update`;
    const { ledger, grants } = toLedger(await readClaimed(tx, claim));
    const step = nextStep(ledger, grants, now);
    if (step.do !== "wait") return false;
    await writeClaimed(tx, claim, { dueAt: step.until, leaseOwner: null, leaseUntil: null, ...noFault });
    return true;
  });
}

/** Gives the row back until a moment. */
async function rest(claim: Claim, until: Date): Promise<void> {
  await writeClaimed(db(), claim, { dueAt: until, leaseOwner: null, leaseUntil: null });
}

function isOutage(error: unknown): boolean {
  if (!(error instanceof AwsFault)) return false;
  return (
    error.kind === "unavailable" ||
    error.kind === "timeout" ||
    error.kind === "throttled" ||
    error.kind === "quota"
  );
}

async function recordFault(claim: Claim, error: unknown): Promise<void> {
  const now = await readNow();
  const row = await db().managedAssignment.findUniqueOrThrow({
    where: { id: claim.id },
    select: { faults: true, faultSince: true, grants: { where: { endedAt: null } } },
  });
  const isAws = error instanceof AwsFault || error instanceof OperationFailed;
  const pauseMs =
    (error instanceof OperationFailed ? error.pauseMs : null) ??
    faultPauseMs(row.faults + 1, isOutage(error));
  await writeClaimed(db(), claim, {
    faults: { increment: 1 },
    faultKind: error instanceof AwsFault ? error.kind : isAws ? "failed" : "own",
    faultMessage: isAws ? error.message : "Gatehouse met an error of its own; the log has it.",
    faultAt: now,
    faultSince: row.faultSince ?? now,
    dueAt: earliest([later(now, pauseMs), ...row.grants.map(wantedUntil).filter((end) => end > now)]),
    leaseOwner: null,
    leaseUntil: null,
  }).catch((failed: unknown) => {
    if (!(failed instanceof LeaseLost)) throw failed;
  });
}
