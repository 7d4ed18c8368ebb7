import { contentHash } from "#lib/core/content-hash.ts";
import { explainEnd } from "#lib/core/grant.ts";
import type { RequestContent, RequestState } from "#lib/core/request.ts";
import { heardBy } from "#lib/core/rules/agreement.ts";
import type { RequestDetail } from "#lib/core/shown-access.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import {
  type Agreement,
  type AskedRow,
  agreementOf,
  type Decider,
  decidersOf,
  decidesFor,
} from "#lib/db/agreement.ts";
import { db } from "#lib/db/client.ts";
import type { Away } from "#lib/db/delegations.ts";
import { endReasonOf } from "#lib/db/end-reason.ts";
import { productionOf } from "#lib/db/production-of.ts";
import { requestContent } from "#lib/db/request-content.ts";
import { earlierHere } from "./earlier.ts";
import { grantColumns, toGrantRow } from "./grant-row.ts";
import { happenedTo } from "./happened.ts";
import { reachOf } from "./reach.ts";
import { requestColumns, toRequestRow } from "./requests.ts";
import { roleContent } from "./role-content.ts";
import { approvalsOf, visibleRequests } from "./sight.ts";

const columns = {
  ...requestColumns,
  decisions: {
    select: {
      deciderId: true,
      deciderName: true,
      comment: true,
      verdict: true,
      stage: true,
      grantedMinutes: true,
      decidedAt: true,
    },
    orderBy: { decidedAt: "desc" },
  },
  settledReason: true,
  ruleId: true,
  ruleName: true,
  ruleVersion: true,
  destination: true,
  extendsGrant: {
    select: {
      heldSince: true,
      endsAt: true,
      request: { select: { id: true, number: true, durationMinutes: true } },
    },
  },
  grant: { select: grantColumns },
} as const;

/** Why nobody decided it, in words: what made it void is stored by its name. */
function settledBecause({ state, settledReason }: { state: RequestState; settledReason: string | null }) {
  return state === "invalidated" ? explainEnd(endReasonOf(settledReason)) : settledReason;
}

/**
 * One request with everything that its page and its decision show.
 * @param id the request's UUID
 * @returns null when there is none, or the viewer may not see it
 */
export async function requestFor(viewer: Viewer, id: string, now: Date): Promise<RequestDetail | null> {
  const approvals = await approvalsOf(viewer);
  const row = await db().request.findFirst({
    where: { AND: [{ id }, visibleRequests(viewer, approvals)] },
    select: columns,
  });
  if (!row) return null;
  const isOpen = row.state === "pending" && row.lapsesAt > now;
  const [content, agreement, person, role, reach, earlier, happened] = await Promise.all([
    requestContent(db(), row),
    agreementOf(db(), row, now),
    db().person.findUnique({ where: { id: row.requesterId }, select: { title: true, email: true } }),
    roleContent(row.permissionSetArn, row.accountId),
    reachOf(row.requesterId, row.accountId),
    earlierHere(row, now),
    happenedTo(row.id),
  ]);
  const waiting = isOpen ? agreement : null;
  const approvers = waiting ? await decidersOf(db(), row, waiting) : [];
  const turn = waiting && (await turnOf(viewer, row, waiting));
  const { grant, extendsGrant: _, ...request } = row;
  const [decision] = row.decisions;
  return {
    ...toRequestRow(request),
    settledReason: settledBecause(row),
    ruleId: row.ruleId,
    ruleName: row.ruleName,
    ruleVersion: row.ruleVersion,
    ruleMaxMinutes: agreement?.current?.content.limits.maxMinutes ?? null,
    startsAt: row.startsAt,
    extends: extendsOf(row, content.extends),
    destination: row.destination,
    stages: stagesOf(agreement, row.decisions),
    requesterTitle: person?.title ?? null,
    requesterEmail: person?.email ?? null,
    verdict: decision?.verdict ?? null,
    decidedById: decision?.deciderId ?? null,
    decidedAt: decision?.decidedAt ?? null,
    content,
    contentHash: contentHash(content),
    role,
    production: agreement && (await productionOf(db(), content.accountName, agreement.about.place)),
    // What this request gave is no part of what they have besides; while it waits it has given nothing.
    holds: reach.filter(
      (way) =>
        row.state === "pending" || way.endsAt === null || way.permissionSetArn !== row.permissionSetArn,
    ),
    approvers: withStandInsNamed(approvers),
    mayDecide: turn !== null,
    inPlaceOf: turn?.inPlaceOf?.displayName ?? null,
    earlier,
    grant: grant ? toGrantRow(grant) : null,
    happened,
  };
}

function extendsOf(
  { extendsGrant }: { extendsGrant: Extended | null },
  content: RequestContent["extends"],
): RequestDetail["extends"] {
  if (!extendsGrant || !content) return null;
  const { request, heldSince, endsAt } = extendsGrant;
  return {
    requestId: request.id,
    number: request.number,
    heldSince,
    endsAt,
    askedMinutes: request.durationMinutes,
    inAllMinutes: content.inAllMinutes,
  };
}

/** For whom the viewer may say yes or no now: for themselves, or in the place of somebody who is away; null when they may not. */
async function turnOf(
  { personId }: Viewer,
  request: AskedRow,
  agreement: Agreement,
): Promise<{ inPlaceOf: Away | null } | null> {
  if (personId === request.requesterId || agreement.voices.flatMap(heardBy).includes(personId)) return null;
  return decidesFor(db(), request, agreement, personId);
}

/** The approvers, one for each voice, each with who decides in their place while they are away. */
function withStandInsNamed(deciders: readonly Decider[]): RequestDetail["approvers"] {
  return deciders
    .filter(({ inPlaceOf }) => inPlaceOf === null)
    .map(({ id, displayName }) => {
      const standIn = deciders.find(({ inPlaceOf }) => inPlaceOf?.id === id);
      return { id, name: displayName, standIn: standIn?.displayName ?? null };
    });
}

type Extended = {
  heldSince: Date;
  endsAt: Date;
  request: { id: string; number: number; durationMinutes: number };
};

type Decided = {
  deciderId: string;
  deciderName: string;
  comment: string;
  verdict: "approve" | "deny";
  stage: number;
  grantedMinutes: number | null;
  decidedAt: Date;
};

/** Every stage of the request with what was said at it. */
function stagesOf(agreement: Agreement | null, decisions: readonly Decided[]): RequestDetail["stages"] {
  if (!agreement) return [];
  const { standing, rule } = agreement;
  return rule.content.agreement.stages.map(({ quorum }, index) => ({
    place: index + 1,
    quorum,
    isWaiting: standing.kind === "open" && standing.stage === index,
    voices: decisions
      .filter(({ stage }) => stage === index)
      .toSorted((a, b) => a.decidedAt.getTime() - b.decidedAt.getTime())
      .map(({ deciderId, deciderName, comment, verdict, grantedMinutes, decidedAt }) => ({
        id: deciderId,
        name: deciderName,
        comment,
        verdict,
        grantedMinutes,
        at: decidedAt,
      })),
  }));
}
