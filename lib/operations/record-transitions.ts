import type { Doing, WorkerActor } from "#lib/core/actor.ts";
import { type EndReason, explainEnd, type GrantState } from "#lib/core/grant.ts";
import type { GrantChange } from "#lib/core/ledger.ts";
import type { Db } from "#lib/db/client.ts";
import { countLag } from "#lib/db/counts.ts";
import type { LetterKind } from "#lib/db/generated/enums.ts";
import { type AuditAction, record } from "#lib/db/record.ts";
import { queueLetter } from "./queue-letter.ts";

type Entered = Exclude<GrantState, "scheduled">;

const ACTION = {
  granting: "grant.granting",
  active: "grant.active",
  active_preexisting: "grant.active-preexisting",
  revoking: "grant.revoking",
  revoke_blocked: "grant.revoke-blocked",
  contested: "grant.contested",
  grant_failed: "grant.grant-failed",
  ended: "grant.ended",
  cancelled: "grant.cancelled",
  invalidated: "grant.invalidated",
} as const satisfies Record<Entered, AuditAction>;

/** States from which a grant ends because its assignment was taken away. */
const WAS_REMOVED: ReadonlySet<GrantState> = new Set(["revoking", "revoke_blocked"]);

const LETTER = {
  granting: null,
  active: "grant_active",
  active_preexisting: "grant_active",
  revoking: null,
  revoke_blocked: null,
  contested: null,
  grant_failed: "grant_failed",
  ended: "grant_ended",
  cancelled: null,
  invalidated: "grant_invalidated",
} as const satisfies Record<Entered, LetterKind | null>;

function causeOf(to: Entered, reason: EndReason | null, detail: string | null): string {
  if (reason) return detail ? `${explainEnd(reason)} ${detail}` : explainEnd(reason);
  switch (to) {
    case "active":
      return "seen in AWS";
    case "active_preexisting":
      return "seen in AWS before anything was created";
    case "revoking":
      return "not wanted any more";
    case "revoke_blocked":
      return detail ?? "AWS has not removed it";
    case "contested":
      return "somebody else may have made the same assignment";
    case "granting":
    case "grant_failed":
    case "ended":
    case "cancelled":
    case "invalidated":
      return detail ?? to;
  }
}

type MovedGrant = {
  id: string;
  requestId: string;
  personId: string;
  accountId: string;
  accountName: string;
  permissionSetName: string;
  approverIds: string[];
  /** Since nobody wanted it any more, in seconds. */
  lateSeconds: number;
};

async function movedGrant(tx: Db, id: string, now: Date): Promise<MovedGrant> {
  const [grant] = await tx.$queryRaw<MovedGrant[]>`
    select g.id::text as id, g.request_id::text as "requestId", g.person_id as "personId", g.account_id as "accountId",
      r.account_name as "accountName", r.permission_set_name as "permissionSetName",
      array(select d.decider_id from decision d where d.request_id = r.id and d.verdict = 'approve' order by d.decided_at) as "approverIds",
      extract(epoch from ${now} - least(g.ends_at, coalesce(g.withdrawn_at, g.ends_at)))::float8 as "lateSeconds"
    from access_grant g join request r on r.id = g.request_id where g.id = ${id}::uuid`;
  if (!grant) throw new Error(`grant ${id} is not there`);
  return grant;
}

function detailOf(
  { to, reason }: GrantChange,
  { fault, owner }: { fault: string | null; owner: string | null },
): string | null {
  if (to === "revoke_blocked" || to === "grant_failed") return fault;
  if (reason === "handed-over") return owner && `It answers to ${owner} from now on.`;
  if (reason === "orphaned") return fault;
  return null;
}

/**
 * Moves grants on, each only from the state that was judged, with its audit event and its letters, in one transaction.
 * A grant that somebody else moved in the meantime is left as it is.
 * @param why what AWS said last, kept where that is the reason, and who answers from now on for an assignment that is kept
 */
export async function recordTransitions(
  tx: Db,
  doing: Doing<WorkerActor>,
  changes: readonly GrantChange[],
  why: { fault: string | null; owner: string | null },
): Promise<void> {
  // The earliest first, as whoever ends a grant with what goes on after it takes them, so that the two do not wait in a circle.
  if (changes.length > 1)
    await tx.$queryRaw`
      select from access_grant where id = any(${changes.map(({ grantId }) => grantId)}::uuid[]) order by starts_at, id for update`;
  for (const change of changes) {
    const { to } = change;
    if (to === "scheduled") continue;
    const detail = detailOf(change, why);
    const isOver = to === "ended" || to === "grant_failed" || to === "invalidated" || to === "cancelled";
    const { count } = await tx.grant.updateMany({
      where: { id: change.grantId, state: change.from },
      data: {
        state: to,
        ...((to === "active" || to === "active_preexisting") && { activeAt: doing.now }),
        ...(isOver && { endedAt: doing.now, endReason: change.reason, endDetail: detail }),
      },
    });
    if (count === 0) continue;
    const grant = await movedGrant(tx, change.grantId, doing.now);
    if (to === "ended" && WAS_REMOVED.has(change.from)) countLag(Math.max(0, grant.lateSeconds));
    await record(tx, doing, {
      action: ACTION[to],
      target: {
        kind: "grant",
        id: grant.id,
        name: `${grant.permissionSetName} in ${grant.accountName}`,
      },
      cause: causeOf(to, change.reason, detail),
      requestId: grant.requestId,
      grantId: grant.id,
      accountId: grant.accountId,
      personId: grant.personId,
      details: { from: change.from, reason: change.reason, detail },
    });
    const kind = LETTER[to];
    if (!kind) continue;
    const deciders = to === "grant_failed" || to === "invalidated" ? grant.approverIds : [];
    const readers = new Set([grant.personId, ...deciders]);
    for (const recipientId of readers) {
      await queueLetter(tx, doing, { kind, recipientId, requestId: grant.requestId, grantId: grant.id });
    }
  }
}
