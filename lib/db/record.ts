import type { Actor, Visitor } from "#lib/core/actor.ts";
import { toldTypeOf } from "#lib/core/hooks/told-types.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import type { Db } from "./client.ts";
import type { Prisma } from "./generated/client.ts";

/** Every change that the audit tells of. */
export type AuditAction =
  | "session.opened"
  | "session.refused"
  | "session.closed"
  | "request.asked"
  | "request.approved"
  | "request.agreed-in-part"
  | "request.approved-by-rule"
  | "request.denied"
  | "request.cancelled"
  | "request.lapsed"
  | "request.invalidated"
  | "grant.withdrawn"
  | "grant.granting"
  | "grant.active"
  | "grant.active-preexisting"
  | "grant.revoking"
  | "grant.revoke-blocked"
  | "grant.contested"
  | "grant.grant-failed"
  | "grant.ended"
  | "grant.cancelled"
  | "grant.invalidated"
  | "assignment.late-create-caught"
  | "assignment.orphan-noted"
  | "assignment.stands-again"
  | "assignment.retry-asked"
  | "assignment.retried"
  | "assignment.hand-over-asked"
  | "assignment.handed-over"
  | "assignment.removal-asked"
  | "assignment.removal-taken-on"
  | "engine.ask-refused"
  | "engine.drain-asked"
  | "engine.draining"
  | "engine.resume-asked"
  | "engine.resumed"
  | "alarm.opened"
  | "alarm.closed"
  | "letter.sent"
  | "letter.undeliverable"
  | "sync.asked"
  | "sync.done"
  | "sync.failed"
  | "refresh.asked"
  | "refresh.done"
  | "refresh.failed"
  | "sync.collapse-accepted"
  | "favourite.marked"
  | "favourite.taken-out"
  | "delegation.made"
  | "delegation.ended"
  | "token.made"
  | "token.revoked"
  | "token.refused"
  | "rules.loaded"
  | "critical-accounts.changed"
  | "rule-change.proposed"
  | "rule-change.waiting"
  | "rule-change.agreed"
  | "rule-change.applied"
  | "rule-change.refused"
  | "rule-change.rejected"
  | "rule-change.withdrawn"
  | "rule-change.stale"
  | "rule-change.lapsed"
  | "rule-change.closed"
  | "webhook.off"
  | "webhook.replay-asked"
  | "webhook.replayed"
  | "webhook.replay-refused"
  | "export.made";

export type AuditEntry = {
  action: AuditAction;
  target: { kind: string; id: string; name: string };
  /** What made it happen, in a few words: "end reached", "asked by the person", AWS's own answer. */
  cause: string;
  requestId?: string;
  grantId?: string;
  accountId?: string;
  /** Whom it is about, when that is not the actor. */
  personId?: string;
  /** Named fields only, never secrets or whole rows. */
  details?: Readonly<Record<string, string | number | boolean | null | readonly string[]>>;
  /** Ties the event to a line in the log. */
  correlationId?: string;
};

function nameOf({ displayName, session: { byToken } }: Viewer): string {
  return byToken === null ? displayName : `${displayName}, by the token ${byToken}`;
}

function actorColumns(actor: Actor | Visitor) {
  switch (actor.kind) {
    case "person":
      return {
        actorKind: "person" as const,
        actorId: actor.viewer.personId,
        actorName: nameOf(actor.viewer),
        sessionId: actor.viewer.session.id,
        address: actor.viewer.session.address,
        userAgent: actor.viewer.session.userAgent,
      };
    case "worker":
      return { actorKind: "worker" as const, actorId: actor.workerId, actorName: "Gatehouse" };
    case "visitor":
      return {
        actorKind: "person" as const,
        actorId: actor.identity,
        actorName: "Somebody who is not signed in",
        address: actor.address,
        userAgent: actor.userAgent,
      };
    case "host":
      return { actorKind: "host" as const, actorId: actor.user, actorName: `${actor.user} on the host` };
  }
}

/**
 * Writes one audit event, and marks it where webhooks are to tell of it. Call it with the transaction of the change: if the event cannot be
 * written, the change fails.
 * @param tx the open transaction
 * @param doing who changed what, at which moment of the database's clock
 */
export async function record(
  tx: Db,
  doing: { actor: Actor | Visitor; now: Date },
  entry: AuditEntry,
): Promise<void> {
  const { target, details, ...rest } = entry;
  const data: Prisma.AuditEventCreateInput = {
    ...rest,
    ...actorColumns(doing.actor),
    at: doing.now,
    targetKind: target.kind,
    targetId: target.id,
    targetName: target.name,
    details: { ...details },
  };
  const { id } = await tx.auditEvent.create({ data, select: { id: true } });
  if (toldTypeOf(entry.action, { ...details }) !== null)
    await tx.$executeRaw`insert into hook_event (audit_event_id, occurred_at) values (${id}, ${doing.now})`;
}
