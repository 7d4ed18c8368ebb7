import { type AssignmentTarget, createAssignment, deleteAssignment } from "#lib/aws/assignments.ts";
import { AwsFault } from "#lib/aws/aws-fault.ts";
import type { AwsConnection } from "#lib/aws/connect.ts";
import type { OperationKind, OperationOutcome } from "#lib/core/ledger.ts";
import { type Db, db } from "#lib/db/client.ts";
import { type Claim, writeClaimed } from "#lib/db/ledger.ts";
import { readNow } from "#lib/db/now.ts";
import { reach } from "#lib/failpoint.ts";

/**
 * Places that creates leave free, so that what AWS does not finish never stands in a removal's way. AWS limits the creates that are open at once,
 * to fifteen for everybody, and says nothing of deletes.
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html
 */
const KEPT_FOR_REMOVALS = 4;

/** What an operation has to wait for when it cannot be opened: any free place, or the one that its account has. */
export type InLine = "place" | "account";

/** How many places each kind of operation may take: creates leave some free, and have one at the least. */
export function placesFor(slots: number): { removals: number; creates: number } {
  return { removals: slots, creates: Math.max(1, slots - KEPT_FOR_REMOVALS) };
}

/**
 * Takes one of the configured places for open operations and writes the operation down, before AWS is called.
 * @param slots how many operations may be open at once over all workers; creates leave some of them free
 * @returns the operation's id; or what it has to wait for
 */
export async function openOperation(
  tx: Db,
  row: { id: string; accountId: string; now: Date },
  kind: OperationKind,
  slots: number,
): Promise<{ operationId: string } | InLine> {
  const places = placesFor(slots);
  const usable = kind === "create" ? places.creates : places.removals;
  const [opened] = await tx.$queryRaw<{ operationId: string }[]>`
    insert into aws_operation (managed_assignment_id, account_id, kind, slot, started_at)
    select ${row.id}::uuid, ${row.accountId}, ${kind}::aws_operation_kind, free.slot, ${row.now}
    from generate_series(1, ${usable}::int) as free (slot)
    where not exists (select from aws_operation o where o.slot = free.slot and o.settled_at is null)
    order by random()
    limit 1
    on conflict do nothing
    returning id::text as "operationId"`;
  if (opened) return opened;
  const inAccount = await tx.awsOperation.count({ where: { accountId: row.accountId, settledAt: null } });
  return inAccount > 0 ? "account" : "place";
}

/** Whether trying again later may simply work, so that the attempt does not count against the create. */
function isPassing(fault: AwsFault): boolean {
  return (
    fault.kind === "throttled" ||
    fault.kind === "unbudgeted" ||
    fault.kind === "conflict" ||
    fault.kind === "quota" ||
    // Whoever lifts it should find the grant still waiting, and the alarm still there.
    fault.kind === "denied" ||
    fault.kind === "expired-credentials"
  );
}

/**
 * Makes the AWS call of an operation that is written down already, once, and saves what it answered.
 * A call whose effect is unknown leaves the operation open without an id: it is looked for among AWS's open ones.
 * @throws AwsFault after it was saved, for the caller's pause; LeaseLost when the row was claimed by somebody else
 */
export async function callAws(
  aws: AwsConnection,
  claim: Claim,
  operationId: string,
  kind: OperationKind,
  target: AssignmentTarget,
  startWithinMs: number,
): Promise<void> {
  try {
    const answer =
      kind === "create"
        ? await createAssignment(aws, target, { lane: "interactive", startWithinMs })
        : await deleteAssignment(aws, target, { lane: "removal", startWithinMs });
    await reach(`${kind}: answered`);
    if ("absent" in answer) {
      await settleOperation(claim, operationId, "succeeded", "it was absent already");
      return;
    }
    await db().awsOperation.updateMany({
      where: { id: operationId, settledAt: null },
      data: { requestId: answer.requestId },
    });
  } catch (error) {
    if (!(error instanceof AwsFault)) throw error;
    if (!error.mayHaveHappened) {
      await settleOperation(claim, operationId, "refused", error.message);
      if (kind === "create" && isPassing(error))
        await writeClaimed(db(), claim, { createAttempts: { decrement: 1 } });
    }
    throw error;
  }
}

/** Writes down how an operation went, once. */
export async function settleOperation(
  claim: Claim,
  operationId: string,
  outcome: OperationOutcome,
  message: string | null,
): Promise<void> {
  const kind = await db().$transaction(async (tx) => {
    const settledAt = await readNow(tx);
    // What was seen before says nothing of what the operation did.
    await writeClaimed(tx, claim, outcome === "refused" ? {} : { seen: null });
    const { kind } = await tx.awsOperation.update({
      where: { id: operationId },
      data: { settledAt, outcome, message },
      select: { kind: true },
    });
    return kind;
  });
  await reach(`${kind}: settled`);
}

/**
 * Writes down how an operation went that had been given up. It keeps its place among the others, which were begun since and said more; only a create
 * that has landed after all counts from now, because nothing that was seen before tells of it.
 */
export async function correctOutcome(
  claim: Claim,
  operationId: string,
  outcome: "succeeded" | "failed" | "unknown",
): Promise<void> {
  await db().$transaction(async (tx) => {
    const settledAt = await readNow(tx);
    await writeClaimed(tx, claim, {});
    await tx.awsOperation.updateMany({
      where: { id: operationId, outcome: "unfinished" },
      data: { outcome },
    });
    if (outcome === "succeeded")
      await tx.awsOperation.updateMany({ where: { id: operationId, kind: "create" }, data: { settledAt } });
  });
}
