import { openOperations, operationStatus } from "#lib/aws/assignment-operations.ts";
import type { EngineUrgency } from "#lib/aws/assignments.ts";
import type { AwsConnection } from "#lib/aws/connect.ts";
import { personStatus } from "#lib/aws/person-status.ts";
import type { WorkerActor } from "#lib/core/actor.ts";
import { isWanted } from "#lib/core/grant.ts";
import type { OperationKind, Step } from "#lib/core/ledger.ts";
import { nextStep } from "#lib/core/managed-assignment.ts";
import { learnUsualMs, pollPauseMs } from "#lib/core/pauses.ts";
import { hasLandedLate } from "#lib/core/tombstone.ts";
import { type Db, db } from "#lib/db/client.ts";
import {
  type Claim,
  LeaseLost,
  type LedgerRow,
  readHeld,
  restUnlessChanged,
  toLedger,
  writeClaimed,
} from "#lib/db/ledger.ts";
import { readNow } from "#lib/db/now.ts";
import { record } from "#lib/db/record.ts";
import { reach } from "#lib/failpoint.ts";
import { commitIntent, type Intent } from "./commit-intent.ts";
import { lookAtAssignment } from "./look-at-assignment.ts";
import { OperationFailed } from "./operation-failed.ts";
import { recheckGrant } from "./recheck-grant.ts";
import { recordFault } from "./record-fault.ts";
import { recordTransitions } from "./record-transitions.ts";
import { restRow } from "./rest-row.ts";
import { callAws, correctOutcome, settleOperation } from "./start-operation.ts";

export type EngineSettings = {
  aws: AwsConnection;
  /** The Identity Center instance that this installation is pinned to. */
  instanceArn: string;
  /** How many operations may be open at once over all workers. */
  maxOpenOperations: number;
  /** What this worker has learnt of how long operations take, in milliseconds. */
  pace: { usualMs: number };
};

const MAX_STEPS = 30;
const STOPPED_PAUSE_MS = 10_000;
const STALLED_PAUSE_MS = 5_000;
/** A call and the wait for its turn end well within the lease: at most 12 s of waiting, 3 of connecting and 10 for the answer. */
const START_WITHIN_MS = 12_000;

const later = (now: Date, ms: number) => new Date(now.getTime() + ms);

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
    await reach("row: claimed");
    for (let steps = 0; steps < MAX_STEPS; steps += 1) {
      const row = await readHeld(db(), claim);
      await reach("row: read");
      const { ledger, grants } = toLedger(row);
      if (await perform(actor, settings, claim, row, nextStep(ledger, grants, row.now))) return null;
    }
    const now = await readNow();
    await restRow(claim, { until: later(now, STALLED_PAUSE_MS), waitsFor: "list", now });
    return new Error(`managed assignment ${claim.id} did not come to rest in ${MAX_STEPS} steps`);
  } catch (error) {
    if (error instanceof LeaseLost) return null;
    return recordFault(claim, error);
  }
}

/** Ending access goes before granting it. */
function urgencyOf(row: LedgerRow): EngineUrgency {
  const isHeld = row.grants.some((grant) => isWanted(grant, row.now));
  return { lane: isHeld ? "interactive" : "removal", startWithinMs: START_WITHIN_MS };
}

/** Performs one step. True when the row was given back. */
async function perform(
  actor: WorkerActor,
  settings: EngineSettings,
  claim: Claim,
  row: LedgerRow,
  step: Step,
): Promise<boolean> {
  switch (step.do) {
    case "look": {
      await learnOfUnfinished(settings.aws, claim, row);
      const seen = await lookAtAssignment(settings.aws, row, urgencyOf(row));
      await reach("row: looked");
      await db().$transaction(async (tx) => {
        await writeClaimed(tx, claim, {
          seen,
          seenAt: row.now,
          absentSince: seen === "present" ? null : (row.absentSince ?? row.now),
          ...(row.tombstoneAt && { tombstoneLooks: { increment: 1 } }),
        });
        if (hasLandedLate(toLedger(row).ledger, seen))
          await tx.awsOperation.updateMany({
            where: { managedAssignmentId: row.id, kind: "create", outcome: "unknown" },
            data: { outcome: "succeeded", settledAt: row.now },
          });
      });
      await reach("row: sighted");
      return false;
    }
    case "find-operation":
      return findOperation(settings, claim, row, step.kind);
    case "give-up-waiting":
      return giveUpWaiting(claim, row, step.kind);
    case "poll":
      return poll(settings, claim, row, step);
    case "create":
      return create(actor, settings, claim, row, step.grantId);
    case "delete":
      return start(actor, settings, claim, row, { kind: "delete", isLateCreate: step.isLateCreate });
    case "record":
      await db().$transaction(async (tx) => {
        await writeClaimed(tx, claim, {
          origin: step.origin,
          ...(step.tombstone !== "keep" && {
            tombstoneAt: step.tombstone === "begin" ? row.now : null,
            tombstoneLooks: 0,
            createAttempts: 0,
            verdict: null,
            personGoneAt: null,
          }),
        });
        await recordTransitions(tx, { actor, now: row.now }, step.changes, {
          fault: row.faultMessage,
          owner: row.verdictOwner,
        });
        if (
          step.tombstone === "clear" &&
          row.tombstoneAt !== null &&
          row.seen === "present" &&
          step.origin === null
        )
          await tellStandsAgain(tx, actor, row);
      });
      await reach("row: recorded");
      return false;
    case "wait": {
      await reach("row: rests");
      return restUnlessChanged(db(), claim, row.version, {
        until: step.until,
        waitsFor: step.for,
        now: row.now,
      });
    }
  }
}

/** Gone at our end, and there again without a create of ours: left to whoever made it, and told. */
async function tellStandsAgain(tx: Db, actor: WorkerActor, row: LedgerRow): Promise<void> {
  await record(
    tx,
    { actor, now: row.now },
    {
      action: "assignment.stands-again",
      target: { kind: "managed-assignment", id: row.id, name: row.permissionSetArn },
      cause: "it was seen gone after our end, and somebody else may have made it since",
      accountId: row.accountId,
      personId: row.personId,
    },
  );
}

async function findOperation(
  { aws }: EngineSettings,
  claim: Claim,
  row: LedgerRow,
  kind: OperationKind,
): Promise<boolean> {
  const id = toLedger(row).openOperationId;
  if (!id) return false;
  const open = await openOperations(aws, kind, urgencyOf(row));
  const known = new Set(row.operations.map(({ requestId }) => requestId));
  const mine = open.find(
    ({ requestId, target }) =>
      // One that was given up may still be open.
      !known.has(requestId) &&
      target.accountId === row.accountId &&
      target.permissionSetArn === row.permissionSetArn &&
      target.personId === row.personId,
  );
  if (mine)
    await db().awsOperation.updateMany({
      where: { id, settledAt: null },
      data: { requestId: mine.requestId },
    });
  else
    await settleOperation(
      claim,
      id,
      "unknown",
      "its answer was lost, and it is not among AWS's open operations",
    );
  return false;
}

/** One whose id was never learnt may not have come to be at all; one that AWS took may still be done. */
async function giveUpWaiting(claim: Claim, row: LedgerRow, kind: OperationKind): Promise<boolean> {
  const { ledger, openOperationId } = toLedger(row);
  if (!openOperationId) return false;
  const outcome = ledger.open?.requestId ? "unfinished" : "unknown";
  await settleOperation(claim, openOperationId, outcome, `AWS did not finish the ${kind} in ten minutes`);
  return false;
}

async function poll(
  { aws, pace }: EngineSettings,
  claim: Claim,
  row: LedgerRow,
  { kind, requestId }: Extract<Step, { do: "poll" }>,
): Promise<boolean> {
  const { ledger, openOperationId } = toLedger(row);
  if (!openOperationId || !ledger.open) return false;
  const openForMs = row.now.getTime() - ledger.open.startedAt.getTime();
  if (openForMs < pace.usualMs && row.waitsFor !== "operation")
    return restForOperation(claim, row, openForMs, pace.usualMs);
  const status = await operationStatus(aws, kind, requestId, urgencyOf(row));
  // Only the first poll tells how long it took: a later one comes when it comes.
  if (openForMs < 2 * pace.usualMs)
    pace.usualMs = learnUsualMs(pace.usualMs, openForMs, status.state !== "in-progress");
  switch (status.state) {
    case "in-progress":
      return restForOperation(claim, row, openForMs, pace.usualMs);
    case "succeeded":
      await settleOperation(claim, openOperationId, "succeeded", null);
      return false;
    case "failed":
      await settleOperation(claim, openOperationId, "failed", status.reason);
      if (kind === "delete") await noteWhoIsGone(aws, claim, row);
      throw new OperationFailed(kind, status.reason);
    case "unknown":
      await settleOperation(claim, openOperationId, "unknown", status.reason);
      return false;
  }
}

async function restForOperation(
  claim: Claim,
  row: LedgerRow,
  openForMs: number,
  usualMs: number,
): Promise<boolean> {
  const until = later(row.now, pollPauseMs(openForMs, usualMs));
  await restRow(claim, { until, waitsFor: "operation", now: row.now });
  return true;
}

/** What AWS did not finish in time it may have finished since: then nothing has to be looked for because of it any more. */
async function learnOfUnfinished(aws: AwsConnection, claim: Claim, row: LedgerRow): Promise<void> {
  for (const { id, kind, requestId, outcome } of row.operations) {
    if (outcome !== "unfinished" || requestId === null) continue;
    const { state } = await operationStatus(aws, kind, requestId, urgencyOf(row));
    if (state === "in-progress") continue;
    await correctOutcome(claim, id, state);
  }
}

/** AWS may refuse to remove an assignment of somebody whom the identity store does not know any more. */
async function noteWhoIsGone(aws: AwsConnection, claim: Claim, row: LedgerRow): Promise<void> {
  if ((await personStatus(aws, row.personId, urgencyOf(row))) === "GONE")
    await writeClaimed(db(), claim, { personGoneAt: row.now });
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
  const objection = await recheckGrant(
    settings.aws,
    { ...grant, ruleId: grant.request.ruleId },
    urgencyOf(row),
  );
  await reach("create: checked");
  if (!objection) return start(actor, settings, claim, row, { kind: "create", grantId });
  await db().$transaction(async (tx) => {
    const now = await readNow(tx);
    // An earlier try of this create may still land, and nobody else would look for it.
    await writeClaimed(tx, claim, {
      createAttempts: 0,
      ...(row.origin === "ours" && { tombstoneAt: now, tombstoneLooks: 0 }),
    });
    await recordTransitions(
      tx,
      { actor, now },
      [{ grantId, from: "granting", to: "invalidated", reason: objection }],
      { fault: null, owner: null },
    );
  });
  return false;
}

/** Writes the intent down and makes the call. True when the row was given back, to wait in line. */
async function start(
  actor: WorkerActor,
  settings: EngineSettings,
  claim: Claim,
  row: LedgerRow,
  intent: Intent,
): Promise<boolean> {
  const committed = await commitIntent(actor, claim, intent, settings);
  switch (committed) {
    case "changed":
      return false;
    case "stopped":
      await restRow(claim, { until: later(row.now, STOPPED_PAUSE_MS), waitsFor: "drain", now: row.now });
      return true;
    case "place":
    case "account":
      // It stays due, and is claimed again once there is room.
      await restRow(claim, { until: row.now, waitsFor: committed, now: row.now });
      return true;
    default:
      await callAws(settings.aws, claim, committed.operationId, intent.kind, row, START_WITHIN_MS);
      return false;
  }
}
