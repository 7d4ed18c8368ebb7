import { z } from "zod";
import { sessionsMayLiveUntil } from "#lib/core/grant.ts";
import type { ToldContent, ToldOfRequest } from "#lib/core/hooks/told-event.ts";
import { type ToldType, toldTypeOf } from "#lib/core/hooks/told-types.ts";
import { leftStanding } from "#lib/core/left-standing.ts";
import type { Db } from "#lib/db/client.ts";
import { endReasonOf } from "#lib/db/end-reason.ts";
import type { AuditEvent, Grant, Request } from "#lib/db/generated/client.ts";
import { paths } from "#lib/paths.ts";

const details = z.object({
  minutes: z.number().int().nullish().catch(null),
  comment: z.string().catch(""),
  stage: z.number().int().nullish().catch(null),
  reachesStage: z.number().int().nullish().catch(null),
  reason: z.string().nullish().catch(null),
  changed: z.number().int().nullish().catch(null),
  disabled: z.number().int().nullish().catch(null),
});

type Details = z.infer<typeof details>;

const afterwards: Readonly<Partial<Record<ToldType, ToldOfRequest["request"]["state"]>>> = {
  "request.asked": "pending",
  "request.stage-reached": "pending",
  "request.denied": "denied",
  "request.cancelled": "cancelled",
  "request.lapsed": "lapsed",
  "request.invalidated": "invalidated",
};

/**
 * What is told of an audit event, from the event and from what never changes of its request and its grant: the same whenever it is composed.
 * @param baseUrl the address that links begin with
 * @returns null when it is nothing to tell
 */
export async function composeEvent(
  tx: Db,
  auditEventId: bigint,
  baseUrl: string,
): Promise<{ type: ToldType; content: ToldContent } | null> {
  const event = await tx.auditEvent.findUniqueOrThrow({ where: { id: auditEventId } });
  const type = toldTypeOf(event.action, z.record(z.string(), z.unknown()).catch({}).parse(event.details));
  if (type === null) return null;
  const said = details.parse(event.details);
  const who = { by: { kind: event.actorKind, id: event.actorId, name: event.actorName }, why: event.cause };
  if (type === "rules.changed") {
    const rules = {
      what: event.targetName,
      changed: said.changed ?? null,
      disabled: said.disabled ?? null,
    };
    return { type, content: { ...who, rules, url: baseUrl + paths.rules() } };
  }
  if (event.requestId === null) throw new Error(`audit event ${auditEventId} names no request`);
  const request = await tx.request.findUniqueOrThrow({ where: { id: event.requestId } });
  const grant = event.grantId && (await tx.grant.findUniqueOrThrow({ where: { id: event.grantId } }));
  const content: ToldOfRequest = {
    ...who,
    request: requestOf(request, afterwards[type] ?? "approved"),
    requester: { id: request.requesterId, name: request.requesterName },
    account: { id: request.accountId, name: request.accountName },
    permissionSet: { arn: request.permissionSetArn, name: request.permissionSetName },
    decision: decisionOf(type, event, said, request, grant || null),
    grant: grant ? grantOf(grant, type, event, said) : null,
    url: baseUrl + paths.request(request.id),
  };
  return { type, content };
}

function requestOf(request: Request, state: ToldOfRequest["request"]["state"]): ToldOfRequest["request"] {
  return {
    id: request.id,
    number: request.number,
    state,
    minutes: request.durationMinutes,
    startsAt: request.startsAt?.toISOString() ?? null,
    askedAt: request.createdAt.toISOString(),
    lapsesAt: request.lapsesAt.toISOString(),
    reason: request.reason,
    ticket: request.ticket,
    rule: request.ruleName,
  };
}

function decisionOf(
  type: ToldType,
  { action }: AuditEvent,
  { comment, stage, reachesStage }: Details,
  request: Request,
  grant: Grant | null,
): ToldOfRequest["decision"] {
  if (type !== "request.approved" && type !== "request.denied" && type !== "request.stage-reached")
    return null;
  // Several may have agreed, and the shortest time counts.
  const minutes = grant && Math.round((grant.endsAt.getTime() - grant.startsAt.getTime()) / 60_000);
  return {
    isByRule: action === "request.approved-by-rule",
    minutes,
    isShortened: minutes !== null && minutes < request.durationMinutes,
    comment,
    stage: stage ?? null,
    reachesStage: reachesStage ?? null,
  };
}

function grantOf(
  grant: Grant,
  type: ToldType,
  { action, at }: AuditEvent,
  { reason }: Details,
): NonNullable<ToldOfRequest["grant"]> {
  const isOver =
    action !== "grant.active" && /^grant\.(ended|grant-failed|cancelled|invalidated)$/.test(action);
  const endReason = isOver && reason ? endReasonOf(reason) : null;
  const isLeft =
    action === "grant.active-preexisting" || (endReason !== null && leftStanding(endReason) !== null);
  const until = sessionsMayLiveUntil(grant, type === "grant.ended" ? at : null);
  return {
    id: grant.id,
    state: type === "request.approved" ? "scheduled" : action.slice("grant.".length),
    startsAt: grant.startsAt.toISOString(),
    endsAt: grant.endsAt.toISOString(),
    sessionsMayLiveUntil: isLeft ? null : until.toISOString(),
    endedAt: isOver ? at.toISOString() : null,
    endReason,
  };
}
