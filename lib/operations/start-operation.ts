import { type AssignmentTarget, createAssignment, deleteAssignment } from "#lib/aws/assignments.ts";
import { AwsFault } from "#lib/aws/aws-fault.ts";
import type { AwsConnection } from "#lib/aws/connect.ts";
import type { OperationKind } from "#lib/core/managed-assignment.ts";
import { type Db, db } from "#lib/db/client.ts";
import { type Claim, writeClaimed } from "#lib/db/ledger.ts";
import { readNow } from "#lib/db/now.ts";

/** Places that creates leave free, so that what AWS does not finish never stands in a removal's way. */
const KEPT_FOR_REMOVALS = 2;

/**
 * Takes one of the configured places for open operations and writes the operation down, before AWS is called.
 * @param slots how many operations may be open at once over all workers; creates take all but two of them, at least one
 * @returns the operation's id; or null when every place, or the account's one place, is taken
 */
export async function openOperation(
  tx: Db,
  row: { id: string; accountId: string },
  kind: OperationKind,
  now: Date,
  slots: number,
): Promise<string | null> {
  const usable = kind === "create" ? Math.max(1, slots - KEPT_FOR_REMOVALS) : slots;
  const [opened] = await tx.$queryRaw<{ id: string }[]>`
    insert into aws_operation (managed_assignment_id, account_id, kind, slot, started_at)
    select ${row.id}::uuid, ${row.accountId}, ${kind}::aws_operation_kind, free.slot, ${now}
    from generate_series(1, ${usable}::int) as free (slot)
    where not exists (select from aws_operation o where o.slot = free.slot and o.settled_at is null)
    order by random()
    limit 1
    on conflict do nothing
    returning id::text as id`;
  return opened?.id ?? null;
}

/** Whether trying again later may simply work, so that the attempt does not count against the create. */
function isPassing(fault: AwsFault): boolean {
  return (
    fault.kind === "throttled" ||
    fault.kind === "unbudgeted" ||
    fault.kind === "conflict" ||
    fault.kind === "quota" ||
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
): Promise<void> {
  try {
    const answer =
      kind === "create"
        ? await createAssignment(aws, target, { lane: "interactive" })
        : await deleteAssignment(aws, target);
    if ("absent" in answer) {
      await settleOperation(claim, operationId, "succeeded", "it was absent already");
      return;
    }
    await db().awsOperation.update({ where: { id: operationId }, data: { requestId: answer.requestId } });
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
  outcome: "succeeded" | "failed" | "refused" | "unknown",
  message: string | null,
): Promise<void> {
  await db().$transaction(async (tx) => {
    const settledAt = await readNow(tx);
    await writeClaimed(tx, claim, {});
    await tx.awsOperation.updateMany({
      where: { id: operationId, settledAt: null },
      data: { settledAt, outcome, message },
    });
  });
}
