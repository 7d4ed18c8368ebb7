import type { Doing, PersonActor } from "#lib/core/actor.ts";
import { heldMinutes } from "#lib/core/extension.ts";
import { refuseAsking } from "#lib/core/request.ts";
import { rulesFor } from "#lib/core/rules/covers.ts";
import { decidingRule } from "#lib/core/rules/deciding-rule.ts";
import { isAutomatic } from "#lib/core/rules/is-automatic.ts";
import { startOfStage } from "#lib/core/rules/start-of-stage.ts";
import type { Db } from "#lib/db/client.ts";
import { weightOf } from "#lib/db/console-powers.ts";
import type { Extended } from "#lib/db/extended.ts";
import { record } from "#lib/db/record.ts";
import { holdRules, loadRules, personInGroups, placeOf, ruledSet } from "#lib/db/rules.ts";
import { wake } from "#lib/db/wake.ts";
import { no } from "../guarded.ts";
import { ableStages } from "./able-stages.ts";
import { askDeciders } from "./ask-deciders.ts";
import { countOfAsking } from "./count-of-asking.ts";
import { grantByRule } from "./grant-by-rule.ts";

export type Ask = {
  accountId: string;
  permissionSetArn: string;
  minutes: number;
  /** When it is to begin; null for at once. */
  startsAt: Date | null;
  reason: string;
  ticket: string | null;
  /** The page of the AWS console that it is for, as `consoleDestination` gives it. */
  destination?: string | null;
};

export type Recorded = { requestId: string; grantId: string | null };

/** Has the requests of one person judged one after the other, so that the count of open ones holds. Take it first of all. */
export async function holdAsking(tx: Db, personId: string): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`request:${personId}`}, 0))`;
}

/**
 * Judges what a person asks for by the rule that decides now, and writes it with its letters and its audit event; where the rule agrees by itself,
 * the grant too.
 * @param tx the open transaction, in which `holdAsking` was taken
 * @param extended the grant that it is to go on after, judged and held; null for a grant of its own
 * @returns the request's id, and the grant's where it was agreed at once; a refusal ends the transaction
 */
export async function recordAsk(
  tx: Db,
  doing: Doing<PersonActor>,
  ask: Ask,
  extended: Extended | null,
): Promise<Recorded> {
  const { viewer } = doing.actor;
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
  const extendsGrantId = extended?.id ?? null;
  const { rule, passedOver } = decidingRule(covering, {
    ...term,
    weight: await weightOf(tx, account.id, set),
    ...(extended && { heldMinutes: heldMinutes(extended) }),
  });
  const { stages, first } = await ableStages(tx, rule, { place, requesterId: viewer.personId });
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
    stages,
    ...(await countOfAsking(tx, viewer.personId, {
      ruleId: rule?.id ?? null,
      extendsGrantId,
      now: doing.now,
    })),
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
      destination: ask.destination ?? null,
      extendsGrantId,
      ruleId: rule.id,
      ruleName: rule.name,
      ruleVersion: rule.version,
      createdAt: doing.now,
      // What nobody has agreed to when it is to begin does not begin.
      lapsesAt: startsAt && startsAt < lapsesAt ? startsAt : lapsesAt,
      ...startOfStage(rule, 0, doing.now),
    },
  });
  await askDeciders(tx, doing, request.id, first);
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
      approvers: first.map((approver) => approver.displayName),
    },
  });
  const grantId = isAutomatic(rule) ? await grantByRule(tx, doing, request, rule, set) : null;
  await wake(tx, grantId ? "grants" : "letters");
  return { requestId: request.id, grantId };
}
