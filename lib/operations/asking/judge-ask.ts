import type { Doing, PersonActor } from "#lib/core/actor.ts";
import { countsWithin, type Judged } from "#lib/core/bundle.ts";
import { heldMinutes } from "#lib/core/extension.ts";
import type { Refusal } from "#lib/core/refusal.ts";
import { refuseAsking } from "#lib/core/request.ts";
import { type PersonInGroups, rulesFor } from "#lib/core/rules/covers.ts";
import { decidingRule } from "#lib/core/rules/deciding-rule.ts";
import { isAutomatic } from "#lib/core/rules/is-automatic.ts";
import type { Rule } from "#lib/core/rules/rule-content.ts";
import type { Approver } from "#lib/db/approvers.ts";
import type { Db } from "#lib/db/client.ts";
import { weightOf } from "#lib/db/console-powers.ts";
import type { Extended } from "#lib/db/extended.ts";
import { holdRules, loadRules, personInGroups, placeOf, ruledSet } from "#lib/db/rules.ts";
import { ableStages } from "./able-stages.ts";
import { countOfAsking } from "./count-of-asking.ts";

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

/** What every role that one person asks for at once is judged by. */
export type Ground = {
  rules: readonly Rule[];
  person: { id: string; displayName: string; isEnabled: boolean } | null;
  groups: PersonInGroups;
  managementAccountId: string | null;
};

/** A role that may be asked for now, with all that its request says. */
export type Askable = Judged & {
  rule: Rule;
  person: { id: string; displayName: string };
  account: { id: string; name: string };
  set: { arn: string; name: string; fingerprint: string; sessionMinutes: number };
  /** When it is to begin; null for at once. */
  startsAt: Date | null;
  /** Who is asked first. */
  approvers: readonly Approver[];
  /** The grant that it is to go on after; null for a grant of its own. */
  extendsGrantId: string | null;
};

/**
 * Reads what asks of one person are judged by, and holds it: requests of one person are judged one after the other, so that the counts of open ones
 * hold, and rules stay as they are until the transaction ends.
 */
export async function groundOfAsking(tx: Db, { actor }: Doing<PersonActor>): Promise<Ground> {
  const { personId } = actor.viewer;
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`request:${personId}`}, 0))`;
  await holdRules(tx);
  const organisation = await tx.organisation.findFirst({ select: { managementAccountId: true } });
  const person = await tx.person.findUnique({
    where: { id: personId },
    select: { id: true, displayName: true, status: true },
  });
  return {
    rules: await loadRules(tx),
    person: person && {
      id: person.id,
      displayName: person.displayName,
      isEnabled: person.status === "ENABLED",
    },
    groups: await personInGroups(tx, personId),
    managementAccountId: organisation?.managementAccountId ?? null,
  };
}

/**
 * Judges one role by what is true now; nothing is written.
 * @param among the roles of the same bundle that are asked before it; and the grant that it is to go on after, judged and held
 */
export async function judgeAsk(
  tx: Db,
  { now }: { now: Date },
  ground: Ground,
  ask: Ask,
  { before = [], extended }: { before?: readonly Judged[]; extended?: Extended } = {},
): Promise<{ refusal: Refusal } | { askable: Askable }> {
  const { person, groups, rules } = ground;
  const account = await tx.account.findUnique({ where: { id: ask.accountId } });
  const set = await tx.permissionSet.findUnique({ where: { arn: ask.permissionSetArn } });
  if (!account || !set || !person) return { refusal: { code: "not-offered" } };
  const place = await placeOf(tx, account);
  const covering = rulesFor(rules, groups, place, ruledSet(set));
  const term = { minutes: ask.minutes, startsAt: ask.startsAt ?? now, now };
  const { rule, passedOver } = decidingRule(covering, {
    ...term,
    weight: await weightOf(tx, account.id, set),
    ...(extended && { heldMinutes: heldMinutes(extended) }),
  });
  const { stages, first } = await ableStages(tx, rule, { place, requesterId: person.id });
  const extendsGrantId = extended?.id ?? null;
  const ruleId = rule?.id ?? null;
  const refusal = refuseAsking({
    ...term,
    rule,
    passedOver,
    reason: ask.reason,
    ticket: ask.ticket,
    accountName: account.name,
    accountIsActive: account.state === "ACTIVE",
    isManagementAccount: ground.managementAccountId === account.id,
    requesterIsEnabled: person.isEnabled,
    stages,
    ...countsWithin(await countOfAsking(tx, person.id, { ruleId, extendsGrantId, now }), before, ruleId),
  });
  if (refusal || !rule) return { refusal: refusal ?? { code: "not-offered" } };
  // An undecided request for more time of the role stands in the way of another for it as well.
  const open = extended
    ? null
    : await tx.request.findFirst({
        where: { requesterId: person.id, accountId: account.id, permissionSetArn: set.arn, state: "pending" },
        select: { id: true },
      });
  if (open) return { refusal: { code: "already-asked", requestId: open.id } };
  return {
    askable: {
      ruleId: rule.id,
      isAutomatic: isAutomatic(rule),
      rule,
      person,
      account,
      set,
      // What was typed a moment ago as now has passed since.
      startsAt: ask.startsAt && ask.startsAt > now ? ask.startsAt : null,
      approvers: first,
      extendsGrantId,
    },
  };
}
