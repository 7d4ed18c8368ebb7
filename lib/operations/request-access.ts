import type { Doing, PersonActor } from "#lib/core/actor.ts";
import { MAX_OPEN_REQUESTS, refuseAsking } from "#lib/core/request.ts";
import { type Result, refuse } from "#lib/core/result.ts";
import { rulesFor } from "#lib/core/rules/covers.ts";
import { decidingRule } from "#lib/core/rules/deciding-rule.ts";
import { isAutomatic } from "#lib/core/rules/is-automatic.ts";
import { startOfStage } from "#lib/core/rules/start-of-stage.ts";
import { withStandIns } from "#lib/db/agreement.ts";
import { approversOf } from "#lib/db/approvers.ts";
import { db } from "#lib/db/client.ts";
import { record } from "#lib/db/record.ts";
import { isUniqueViolation } from "#lib/db/retryable.ts";
import { holdRules, loadRules, personInGroups, placeOf, ruledSet } from "#lib/db/rules.ts";
import { wake } from "#lib/db/wake.ts";
import { askDeciders } from "./asking/ask-deciders.ts";
import { countOfAsking } from "./asking/count-of-asking.ts";
import { grantByRule } from "./asking/grant-by-rule.ts";
import { guarded, no } from "./guarded.ts";

export type Ask = {
  accountId: string;
  permissionSetArn: string;
  minutes: number;
  /** When it is to begin; null for at once. */
  startsAt: Date | null;
  reason: string;
  ticket: string | null;
};

/**
 * Records the viewer's request under the rule that decides for it, and queues a letter to each approver of its first stage, in one transaction. Where
 * the rule agrees by itself, the grant is opened in the same transaction.
 * @param ask the account (12 digits), the set's ARN, whole minutes, the start, and the words as typed, already cleaned at the door
 * @returns the request's id, and the grant's where it was agreed at once; or a refusal: not-offered, too-short, too-long, too-far-ahead, in-the-past,
 *   outside-hours, too-many-at-once, reason-too-short, ticket-needed, no-approver, already-asked, too-many-open, too-many-held, too-often,
 *   account-not-active, management-account, person-disabled, busy
 */
export async function requestAccess(
  doing: Doing<PersonActor>,
  ask: Ask,
): Promise<Result<{ requestId: string; grantId: string | null }>> {
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
      if (!account || !set || !person) return no({ code: "not-offered" });
      const rules = await loadRules(tx);
      const place = await placeOf(tx, account);
      // What was typed a moment ago as now has passed since.
      const startsAt = ask.startsAt && ask.startsAt > doing.now ? ask.startsAt : null;
      const covering = rulesFor(rules, await personInGroups(tx, viewer.personId), place, ruledSet(set));
      const term = { minutes: ask.minutes, startsAt: ask.startsAt ?? doing.now, now: doing.now };
      const { rule, passedOver } = decidingRule(covering, {
        ...term,
        isSensitive: set.administratorLike !== null,
      });
      const [stage] = rule?.content.agreement.stages ?? [];
      const approvers = stage ? await approversOf(tx, stage.approvers, place, [viewer.personId]) : [];
      const refusal = refuseAsking({
        ...term,
        rule,
        passedOver,
        reason: ask.reason,
        ticket: ask.ticket,
        accountName: account.name,
        accountIsActive: account.state === "ACTIVE",
        isManagementAccount: organisation?.managementAccountId === account.id,
        requesterIsEnabled: person.status === "ENABLED",
        approverCount: approvers.length,
        ...(await countOfAsking(tx, viewer.personId, rule?.id ?? null, doing.now)),
      });
      if (refusal || !rule) return no(refusal ?? { code: "not-offered" });

      const lapsesAt = new Date(doing.now.getTime() + rule.content.agreement.deadlineMinutes * 60_000);
      const request = await tx.request.create({
        data: {
          requesterId: person.id,
          requesterName: person.displayName,
          accountId: account.id,
          accountName: account.name,
          permissionSetArn: set.arn,
          permissionSetName: set.name,
          durationMinutes: ask.minutes,
          startsAt,
          reason: ask.reason,
          ticket: ask.ticket,
          ruleId: rule.id,
          ruleName: rule.name,
          ruleVersion: rule.version,
          createdAt: doing.now,
          // What nobody has agreed to when it is to begin does not begin.
          lapsesAt: startsAt && startsAt < lapsesAt ? startsAt : lapsesAt,
          ...startOfStage(rule, 0, doing.now),
        },
      });
      const deciders = await withStandIns(tx, approvers, [viewer.personId], doing.now);
      await askDeciders(tx, doing, request.id, deciders);
      await record(tx, doing, {
        action: "request.asked",
        target: { kind: "request", id: request.id, name: `${set.name} in ${account.name}` },
        cause: `rule ${rule.name}, version ${rule.version}`,
        requestId: request.id,
        accountId: account.id,
        personId: person.id,
        details: {
          minutes: ask.minutes,
          startsAt: startsAt?.toISOString() ?? null,
          reason: ask.reason,
          ticket: ask.ticket,
          permissionSetArn: set.arn,
          approvers: approvers.map((approver) => approver.displayName),
        },
      });
      const grantId = isAutomatic(rule) ? await grantByRule(tx, doing, request, rule, set) : null;
      await wake(tx, grantId ? "grants" : "letters");
      return { requestId: request.id, grantId };
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
