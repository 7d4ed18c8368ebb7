import { AwsFault } from "#lib/aws/aws-fault.ts";
import { wantedUntil } from "#lib/core/grant.ts";
import { faultPauseMs } from "#lib/core/pauses.ts";
import { db } from "#lib/db/client.ts";
import { count } from "#lib/db/counts.ts";
import { type Claim, LeaseLost, writeClaimed } from "#lib/db/ledger.ts";
import { readNow } from "#lib/db/now.ts";
import { OperationFailed } from "./operation-failed.ts";

const earliest = (moments: readonly Date[]) =>
  new Date(Math.min(...moments.map((moment) => moment.getTime())));

/**
 * Writes on the row what stopped it, and gives it back with a pause, at most until an end that comes sooner. Where the database itself does not
 * answer the claim is left to run out.
 * @returns the error that stopped it; null when the row is somebody else's by now
 */
export async function recordFault(claim: Claim, error: unknown): Promise<Error | null> {
  const stopped = error instanceof Error ? error : new Error(String(error));
  try {
    await write(claim, stopped);
    return stopped;
  } catch (failed) {
    return failed instanceof LeaseLost ? null : stopped;
  }
}

async function write(claim: Claim, error: Error): Promise<void> {
  const now = await readNow();
  const row = await db().managedAssignment.findUniqueOrThrow({
    where: { id: claim.id },
    select: {
      faults: true,
      faultSince: true,
      waitsFor: true,
      waitsSince: true,
      grants: { where: { endedAt: null } },
    },
  });
  count("assignment_fault", kindOf(error));
  const isAws = error instanceof AwsFault || error instanceof OperationFailed;
  const pauseMs =
    (error instanceof OperationFailed ? error.pauseMs : null) ??
    faultPauseMs(row.faults + 1, isOutage(error));
  const pausedUntil = new Date(now.getTime() + pauseMs);
  await writeClaimed(db(), claim, {
    faults: { increment: 1 },
    faultKind: kindOf(error),
    faultMessage: isAws ? error.message : "Gatehouse met an error of its own; the log has it.",
    faultAt: now,
    faultSince: row.faultSince ?? now,
    waitsFor: "fault",
    waitsSince: (row.waitsFor === "fault" ? row.waitsSince : null) ?? now,
    dueAt: earliest([pausedUntil, ...row.grants.map(wantedUntil).filter((end) => end > now)]),
    leaseOwner: null,
    leaseUntil: null,
  });
}

function kindOf(error: Error): string {
  if (error instanceof AwsFault) return error.kind;
  if (!(error instanceof OperationFailed)) return "own";
  return /account .*(not active|suspended|closed)/i.test(error.message) ? "account-not-active" : "failed";
}

function isOutage(error: unknown): boolean {
  if (!(error instanceof AwsFault)) return false;
  return (
    error.kind === "unavailable" ||
    error.kind === "timeout" ||
    error.kind === "throttled" ||
    error.kind === "unbudgeted" ||
    error.kind === "conflict" ||
    error.kind === "quota"
  );
}
