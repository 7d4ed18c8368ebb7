import type { WorkerActor } from "#lib/core/actor.ts";
import { nextStep } from "#lib/core/managed-assignment.ts";
import { db } from "#lib/db/client.ts";
import { type Claim, readClaimed, toLedger, writeClaimed } from "#lib/db/ledger.ts";
import { readNow } from "#lib/db/now.ts";
import { record } from "#lib/db/record.ts";
import { openOperation } from "./start-operation.ts";

export type Intent = { kind: "create"; grantId: string } | { kind: "delete"; isLateCreate: boolean };

/**
 * Writes an AWS call down before it is made, if it still is the step to take, judged again under the row's lock: a grant
 * that arrived in the meantime keeps the assignment from being deleted, one that was withdrawn keeps it from being created.
 * @param slots how many operations may be open at once over all workers
 * @returns the operation's id; "changed" when another step is due now; "crowded" when no place for an operation is free
 * @throws LeaseLost when the row was claimed by somebody else
 */
export function commitIntent(
  actor: WorkerActor,
  claim: Claim,
  intent: Intent,
  slots: number,
): Promise<{ operationId: string } | "changed" | "crowded"> {
  return db().$transaction(async (tx) => {
    await tx.$queryRaw`select 1 from managed_assignment where id = ${claim.id}::uuid for update`;
    const row = await readClaimed(tx, claim);
    const now = await readNow(tx);
    const { ledger, grants } = toLedger(row);
    const step = nextStep(ledger, grants, now);
    if (step.do !== intent.kind) return "changed";
    if (step.do === "create" && intent.kind === "create" && step.grantId !== intent.grantId) return "changed";
    const operationId = await openOperation(tx, row, intent.kind, now, slots);
    if (!operationId) return "crowded";
    if (intent.kind === "create") {
      await writeClaimed(tx, claim, {
        origin: "ours",
        foundAbsentAt: row.seenAt,
        intentAt: now,
        intentGrantId: intent.grantId,
        createAttempts: { increment: 1 },
        tombstoneAt: null,
        tombstoneLooks: 0,
      });
    } else if (intent.isLateCreate) {
      await writeClaimed(tx, claim, { lateCreates: { increment: 1 } });
      await record(
        tx,
        { actor, now },
        {
          action: "assignment.late-create-caught",
          target: { kind: "managed-assignment", id: row.id, name: row.permissionSetArn },
          cause: "a create of ours landed after its end",
          accountId: row.accountId,
          personId: row.personId,
        },
      );
    }
    return { operationId };
  });
}
