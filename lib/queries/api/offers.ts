import type { z } from "zod";
import type { offer, offers } from "#lib/core/api/schemas.ts";
import { type Place, rulesFor } from "#lib/core/rules/covers.ts";
import { roleWeight, suffices } from "#lib/core/rules/role-weight.ts";
import type { Approvers, Rule } from "#lib/core/rules/rule-content.ts";
import type { OfferedAccount } from "#lib/core/shown-access.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { whyUnavailable } from "#lib/core/why-unavailable.ts";
import { type Approver, approversOf } from "#lib/db/approvers.ts";
import { db } from "#lib/db/client.ts";
import { consolePowers } from "#lib/db/console-powers.ts";
import { loadRules, personInGroups, placeOf, ruledSet } from "#lib/db/rules.ts";
import { offersFor } from "#lib/queries/access/offers.ts";

const APPROVERS_SHOWN = 50;

type Offer = z.infer<typeof offer>;
type Term = Offer["permissionSets"][number]["rules"][number];

type Wanted = {
  /** Only this account, and this set by the last part of its ARN. */
  account?: string | undefined;
  permissionSet?: string | undefined;
  limit: number;
  /** The account that the page before ended with. */
  after?: string | undefined;
};

/**
 * One page of what the viewer may ask for, in the order of the accounts' ids, so that what comes or goes meanwhile moves no page: each set with the rules
 * under which it may be asked for, in their order, and who could agree now.
 */
export async function offersOverApi(
  viewer: Viewer,
  { account, permissionSet, limit, after = "" }: Wanted,
): Promise<z.infer<typeof offers>> {
  const [offered, sets, rules, person, powers] = await Promise.all([
    offersFor(viewer, account),
    db().permissionSet.findMany({
      where: permissionSet === undefined ? {} : { id: permissionSet },
      select: { arn: true, id: true, name: true, tags: true, administratorLike: true },
    }),
    loadRules(db()),
    personInGroups(db(), viewer.personId),
    consolePowers(db()),
  ]);
  const known = new Map(sets.map((set) => [set.arn, set]));
  const ahead = offered
    .filter(({ id, sets: here }) => id > after && here.some(({ arn }) => known.has(arn)))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const page = ahead.slice(0, limit);
  const places = await placesOf(page);
  const agreeing = agreeingFor(viewer);
  const told: Offer[] = [];
  for (const each of page) {
    const place = places.get(each.id);
    if (place) told.push(await tell(each, place));
  }
  return { offers: told, next: ahead.length > page.length ? (page.at(-1)?.id ?? null) : null };

  async function tell(each: OfferedAccount, place: Place): Promise<Offer> {
    const permissionSets: Offer["permissionSets"] = [];
    for (const { arn, maxMinutes } of each.sets) {
      const set = known.get(arn);
      if (!set) continue;
      const weight = roleWeight(set, powers.get(each.id));
      const covering = rulesFor(rules, person, place, ruledSet(set)).filter((rule) => suffices(rule, weight));
      const terms: Term[] = [];
      for (const rule of covering) terms.push(await agreeing(rule, place));
      permissionSets.push({ id: set.id, name: set.name, maxMinutes, rules: terms });
    }
    return { account: { id: each.id, name: each.name }, unavailable: whyUnavailable(each), permissionSets };
  }
}

async function placesOf(page: readonly OfferedAccount[]): Promise<ReadonlyMap<string, Place>> {
  const accounts = await db().account.findMany({
    where: { id: { in: page.map(({ id }) => id) } },
    select: { id: true, parentId: true, tags: true },
  });
  return new Map(
    await Promise.all(accounts.map(async (account) => [account.id, await placeOf(db(), account)] as const)),
  );
}

/** Tells a rule's terms; who could agree is asked once for the same approvers, and once for each owner that they mean. */
function agreeingFor(viewer: Viewer): (rule: Rule, place: Place) => Promise<Term> {
  const known = new Map<string, Promise<Approver[]>>();
  const agreeing = (approvers: Approvers, place: Place) => {
    const owner = approvers.ownerTag === null ? "" : (place.tags[approvers.ownerTag] ?? "");
    const key = JSON.stringify([approvers, owner]);
    const found =
      known.get(key) ??
      approversOf(db(), approvers, { place, requesterId: viewer.personId }, [viewer.personId]);
    known.set(key, found);
    return found;
  };
  return async ({ name, content }, place) => {
    const { limits, asks, agreement } = content;
    const stages: Term["stages"] = [];
    for (const { quorum, approvers } of agreement.stages) {
      const people = await agreeing(approvers, place);
      stages.push({
        quorum,
        approverCount: people.length,
        approvers: people.slice(0, APPROVERS_SHOWN).map(({ id, displayName }) => ({ id, name: displayName })),
      });
    }
    return {
      name,
      maxMinutes: limits.maxMinutes,
      suggestedMinutes: limits.suggestedMinutes,
      aheadMinutes: limits.aheadMinutes,
      hours: limits.hours && { ...limits.hours, days: [...limits.hours.days] },
      reasonMinLength: asks.reasonMinLength,
      tickets: [...asks.tickets],
      automatic: stages.length === 0,
      stages,
      deadlineMinutes: agreement.deadlineMinutes,
    };
  };
}
