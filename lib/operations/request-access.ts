import type { Doing, PersonActor } from "#lib/core/actor.ts";
import { lapsesAt, MAX_OPEN_REQUESTS, refuseAsking } from "#lib/core/request.ts";
import { type Result, refuse } from "#lib/core/result.ts";
import { longest, ruleForLength, rulesFor } from "#lib/core/rule.ts";
import { db } from "#lib/db/client.ts";
import { record } from "#lib/db/record.ts";
import { isUniqueViolation } from "#lib/db/retryable.ts";
import { approversOf, holdRules, loadRules, personInGroups, placeOf } from "#lib/db/rules.ts";
import { wake } from "#lib/db/wake.ts";
import { guarded, no } from "./guarded.ts";

export type Ask = {
  accountId: string;
  permissionSetArn: string;
  minutes: number;
  reason: string;
  ticket: string | null;
};

/**
 * Records the viewer's request and queues a letter to each approver, in one transaction.
 * @param ask the account (12 digits), the set's ARN, whole minutes, and the words as typed, already cleaned at the door
 * @returns the request's id; or a refusal: not-offered, too-short, too-long, no-approver, already-asked, too-many-open, too-many-held, too-often,
 *   account-not-active, management-account, person-disabled, busy
 */
export async function requestAccess(
  doing: Doing<PersonActor>,
  ask: Ask,
): Promise<Result<{ requestId: string }>> {
  const { viewer } = doing.actor;
  try {
    return await guarded(async (tx) => {
      // Requests of one person are judged one after the other, so that the count of open ones holds.
      await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`request:${viewer.personId}`}, 0))`;
      await holdRules(tx);
      const account = await tx.account.findUnique({ where: { id: ask.accountId } });
      const set = await tx.permissionSet.findUnique({ where: { arn: ask.permissionSetArn } });
      const organisation = await tx.organisation.findFirst({ select: { managementAccountId: true } });
      const person = await tx.person.findUnique({ where: { id: viewer.personId } });
      const rules = await loadRules(tx);
      const asker = await personInGroups(tx, viewer.personId);
      const openRequestCount = await tx.request.count({
        where: { requesterId: viewer.personId, state: "pending" },
      });
      const anHourAgo = new Date(doing.now.getTime() - 3_600_000);
      const askedWithinHour = await tx.request.count({
        where: { requesterId: viewer.personId, createdAt: { gt: anHourAgo } },
      });
      const openGrantCount = await tx.grant.count({ where: { personId: viewer.personId, endedAt: null } });
      if (!account || !set || !person) return no({ code: "not-offered" });
      const covering = rulesFor(rules, asker, await placeOf(tx, account), set.arn);
      const rule = ruleForLength(covering, ask.minutes) ?? covering[0] ?? null;
      const approvers = rule ? await approversOf(tx, rule, viewer.personId) : [];
      const refusal = refuseAsking({
        minutes: ask.minutes,
        maxMinutes: longest(covering),
        accountName: account.name,
        accountIsActive: account.state === "ACTIVE",
        isManagementAccount: organisation?.managementAccountId === account.id,
        requesterIsEnabled: person.status === "ENABLED",
        approverCount: approvers.length,
        openRequestCount,
        askedWithinHour,
        openGrantCount,
      });
      if (refusal || !rule) return no(refusal ?? { code: "not-offered" });

      const request = await tx.request.create({
        data: {
          requesterId: person.id,
          requesterName: person.displayName,
          accountId: account.id,
          accountName: account.name,
          permissionSetArn: set.arn,
          permissionSetName: set.name,
          durationMinutes: ask.minutes,
          reason: ask.reason,
          ticket: ask.ticket,
          ruleId: rule.id,
          ruleName: rule.name,
          ruleVersion: rule.version,
          createdAt: doing.now,
          lapsesAt: lapsesAt(doing.now),
        },
      });
      await tx.letter.createMany({
        data: approvers.map((approver) => ({
          kind: "decision_asked" as const,
          recipientId: approver.id,
          requestId: request.id,
          createdAt: doing.now,
          dueAt: doing.now,
        })),
      });
      await record(tx, doing, {
        action: "request.asked",
        target: { kind: "request", id: request.id, name: `${set.name} in ${account.name}` },
        cause: `rule ${rule.name}, version ${rule.version}`,
        requestId: request.id,
        accountId: account.id,
        personId: person.id,
        details: {
          minutes: ask.minutes,
          reason: ask.reason,
          ticket: ask.ticket,
          permissionSetArn: set.arn,
          approvers: approvers.map((approver) => approver.displayName),
        },
      });
      await wake(tx, "letters");
      return { requestId: request.id };
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    const open = await db().request.findFirst({
      where: {
        requesterId: viewer.personId,
        accountId: ask.accountId,
        permissionSetArn: ask.permissionSetArn,
        state: "pending",
      },
      select: { id: true },
    });
    return open
      ? refuse({ code: "already-asked", requestId: open.id })
      : refuse({ code: "too-many-open", max: MAX_OPEN_REQUESTS });
  }
}
