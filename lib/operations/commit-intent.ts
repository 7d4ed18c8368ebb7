import type { WorkerActor } from "#lib/core/actor.ts";
import { nextStep } from "#lib/core/managed-assignment.ts";
import { type Db, db } from "#lib/db/client.ts";
import { count } from "#lib/db/counts.ts";
import { type Claim, readHeld, toLedger, writeClaimed } from "#lib/db/ledger.ts";
import { record } from "#lib/db/record.ts";
import { reach } from "#lib/failpoint.ts";
import { attachWanted } from "./attach-due-grants.ts";
import { isGrantingStopped } from "./is-granting-stopped.ts";
import { type InLine, openOperation } from "./start-operation.ts";

export type Intent = { kind: "create"; grantId: string } | { kind: "delete"; isLateCreate: boolean };

/**
 * Writes an AWS call down before it is made, if it still is the step to take, judged again under the row's lock: a grant
 * that arrived in the meantime keeps the assignment from being deleted, one that was withdrawn keeps it from being created.
 * @returns the operation's id; "changed" when another step is due now; "stopped" while nothing is granted; "place" or "account" when it has to
 * wait for a free place or for the account's one place
 * @throws LeaseLost when the row was claimed by somebody else
 */
export async function commitIntent(
  actor: WorkerActor,
  claim: Claim,
  intent: Intent,
  settings: { maxOpenOperations: number; instanceArn: string },
): Promise<{ operationId: string } | "changed" | "stopped" | InLine> {
  const committed = await db().$transaction((tx) => commit(tx, actor, claim, intent, settings));
  await reach(`${intent.kind}: intended`);
  return committed;
}

async function commit(
  tx: Db,
  actor: WorkerActor,
  claim: Claim,
  intent: Intent,
  settings: { maxOpenOperations: number; instanceArn: string },
): Promise<{ operationId: string } | "changed" | "stopped" | InLine> {
  // A statement of its own: what is read after it has seen whatever held the lock before.
  await tx.$queryRaw`select from managed_assignment where id = ${claim.id}::uuid for update`;
  const row = await readHeld(tx, claim);
  const { ledger, grants } = toLedger(row);
  const step = nextStep(ledger, grants, row.now);
  if (step.do !== intent.kind) return "changed";
  if (step.do === "create" && intent.kind === "create" && step.grantId !== intent.grantId) return "changed";
  if (intent.kind === "create" && (await isGrantingStopped(tx))) return "stopped";
  if (
    intent.kind === "delete" &&
    (await attachWanted(tx, { actor, now: row.now }, row, settings.instanceArn))
  )
    return "changed";
  const opened = await openOperation(tx, row, intent.kind, settings.maxOpenOperations);
  if (typeof opened === "string") return opened;
  if (intent.kind === "create") {
    await writeClaimed(tx, claim, {
      origin: "ours",
      foundAbsentAt: row.seenAt,
      intentAt: row.now,
      intentGrantId: intent.grantId,
      createAttempts: { increment: 1 },
      tombstoneAt: null,
      tombstoneLooks: 0,
    });
  } else if (intent.isLateCreate) {
    await writeClaimed(tx, claim, { lateCreates: { increment: 1 } });
    count("late_create", "caught");
    await record(
      tx,
      { actor, now: row.now },
      {
        action: "assignment.late-create-caught",
        target: { kind: "managed-assignment", id: row.id, name: row.permissionSetArn },
        cause: "a create of ours landed after its end",
        accountId: row.accountId,
        personId: row.personId,
      },
    );
  }
  return opened;
}
