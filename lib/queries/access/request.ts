import { contentHash } from "#lib/core/content-hash.ts";
import { explainEnd } from "#lib/core/grant.ts";
import type { RequestState } from "#lib/core/request.ts";
import type { RequestDetail } from "#lib/core/shown-access.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { endReasonOf } from "#lib/db/end-reason.ts";
import { requestContent } from "#lib/db/request-content.ts";
import { approversOf, loadRules } from "#lib/db/rules.ts";
import { earlierHere } from "./earlier.ts";
import { grantColumns, toGrantRow } from "./grant-row.ts";
import { happenedTo } from "./happened.ts";
import { reachOf } from "./reach.ts";
import { requestColumns, toRequestRow } from "./requests.ts";
import { roleContent } from "./role-content.ts";
import { rulesApprovedBy, visibleRequests } from "./sight.ts";

const columns = {
  ...requestColumns,
  decisions: {
    select: { deciderId: true, deciderName: true, comment: true, verdict: true, decidedAt: true },
    orderBy: { decidedAt: "desc" },
    take: 1,
  },
  settledReason: true,
  ruleId: true,
  ruleName: true,
  ruleVersion: true,
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
  const ruleIds = await rulesApprovedBy(viewer);
  const row = await db().request.findFirst({
    where: { AND: [{ id }, visibleRequests(viewer, ruleIds)] },
    select: columns,
  });
  if (!row) return null;
  const [content, rules, person, role, reach, earlier, happened] = await Promise.all([
    requestContent(db(), row),
    loadRules(db()),
    db().person.findUnique({ where: { id: row.requesterId }, select: { title: true, email: true } }),
    roleContent(row.permissionSetArn),
    reachOf(row.requesterId, row.accountId),
    earlierHere(row, now),
    happenedTo(row.id),
  ]);
  const rule = rules.find((each) => each.id === row.ruleId && each.enabled);
  const isOpen = row.state === "pending" && row.lapsesAt > now;
  const approvers = rule && isOpen ? await approversOf(db(), rule, row.requesterId) : [];
  const { grant, ...request } = row;
  const [decision] = row.decisions;
  return {
    ...toRequestRow(request),
    settledReason: settledBecause(row),
    ruleId: row.ruleId,
    ruleName: row.ruleName,
    ruleVersion: row.ruleVersion,
    ruleMaxMinutes: rule?.maxMinutes ?? null,
    requesterTitle: person?.title ?? null,
    requesterEmail: person?.email ?? null,
    verdict: decision?.verdict ?? null,
    decidedById: decision?.deciderId ?? null,
    decidedAt: decision?.decidedAt ?? null,
    content,
    contentHash: contentHash(content),
    role,
    holds: reach.filter((way) => way.endsAt === null || way.permissionSetArn !== row.permissionSetArn),
    approvers: approvers.map(({ id: personId, displayName }) => ({ id: personId, name: displayName })),
    mayDecide: approvers.some((approver) => approver.id === viewer.personId),
    earlier,
    grant: grant ? toGrantRow(grant) : null,
    happened,
  };
}
