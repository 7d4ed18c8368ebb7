import type { Doing, PersonActor } from "#lib/core/actor.ts";
import { startOfStage } from "#lib/core/rules/start-of-stage.ts";
import { withStandIns } from "#lib/db/agreement.ts";
import type { Db } from "#lib/db/client.ts";
import { record } from "#lib/db/record.ts";
import { askDeciders } from "./ask-deciders.ts";
import { grantByRule } from "./grant-by-rule.ts";
import type { Ask, Askable } from "./judge-ask.ts";

export type Written = { requestId: string; grantId: string | null };

/**
 * Writes the request of a role that may be asked for, with a letter to each approver of its first stage and the audit; where the rule agrees by
 * itself, the grant too.
 * @param bundle what it is asked together with, and at which place from 1; null when it is asked by itself
 */
export async function writeAsked(
  tx: Db,
  doing: Doing<PersonActor>,
  ask: Ask,
  { rule, person, account, set, startsAt, approvers, extendsGrantId, isAutomatic }: Askable,
  bundle: { id: string; place: number } | null,
): Promise<Written> {
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
      destination: ask.destination ?? null,
      extendsGrantId,
      ruleId: rule.id,
      ruleName: rule.name,
      ruleVersion: rule.version,
      createdAt: doing.now,
      // What nobody has agreed to when it is to begin does not begin.
      lapsesAt: startsAt && startsAt < lapsesAt ? startsAt : lapsesAt,
      ...startOfStage(rule, 0, doing.now),
      ...(bundle && { bundleId: bundle.id, bundlePlace: bundle.place }),
    },
  });
  const deciders = await withStandIns(tx, approvers, [person.id], doing.now);
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
      extendsGrantId,
      permissionSetArn: set.arn,
      approvers: approvers.map((approver) => approver.displayName),
      ...(bundle && { bundle: bundle.id, place: bundle.place }),
    },
  });
  const grantId = isAutomatic ? await grantByRule(tx, doing, request, rule, set) : null;
  return { requestId: request.id, grantId };
}
