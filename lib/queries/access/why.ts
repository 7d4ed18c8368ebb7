import { voicesNeeded } from "#lib/core/rules/agreement.ts";
import { MIN_MINUTES } from "#lib/core/rules/bounds.ts";
import { mayRequest, type PersonInGroups, type Place, type RuledSet } from "#lib/core/rules/covers.ts";
import { objectionTo } from "#lib/core/rules/deciding-rule.ts";
import { offersOf } from "#lib/core/rules/offers-of.ts";
import { type ConsolePower, roleWeight } from "#lib/core/rules/role-weight.ts";
import type { Rule } from "#lib/core/rules/rule-content.ts";
import { explainTrace, misses, type Trace, traceRules } from "#lib/core/rules/trace.ts";
import type { Why, WhyRule } from "#lib/core/shown-why.ts";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { consolePowers } from "#lib/db/console-powers.ts";
import { readNow } from "#lib/db/now.ts";
import { loadRules, personInGroups, placeOf, ruledSet } from "#lib/db/rules.ts";
import { tagsOf } from "#lib/db/tags.ts";
import { reachOf } from "./reach.ts";

const SHOWN_NEARBY = 6;
const SHOWN_RULES = 12;

/** What was looked for and is not there, or nothing that the viewer may know of. */
export type Unfound = { unfound: "person" | "account" | "set" };

type Sought = { person: string | undefined; account: string; set: string };

/**
 * Why somebody may ask for a role in an account, or may not, rule by rule.
 * @param sought a person's user name, mail address or id, for readers alone, the viewer unless named; an account's name or id; a set's name or id
 */
export async function whyFor(viewer: Viewer, sought: Sought): Promise<Why | Unfound> {
  const isReader = mayReadEverything(viewer);
  const [person, account, set] = await Promise.all([
    findPerson(viewer, isReader ? sought.person : undefined),
    db().account.findFirst({ where: { OR: [{ id: sought.account }, { name: sought.account }] } }),
    db().permissionSet.findFirst({ where: { OR: [{ id: sought.set }, { name: sought.set }] } }),
  ]);
  if (!person) return { unfound: "person" };
  if (!account) return { unfound: "account" };
  if (!set) return { unfound: "set" };
  const [rules, inGroups, place, held, powers, now] = await Promise.all([
    loadRules(db()),
    personInGroups(db(), person.id),
    placeOf(db(), account),
    reachOf(person.id, account.id),
    consolePowers(db()),
    readNow(),
  ]);
  const traces = traceRules(rules, inGroups, place, ruledSet(set));
  const weight = roleWeight(set, powers.get(account.id));
  const term = { minutes: MIN_MINUTES, startsAt: now, now, weight };
  const near = await nearbyFor(rules, inGroups, place, ruledSet(set), powers);
  const ways = held.filter((way) => way.permissionSetArn === set.arn);
  const relevant = traces.filter((trace) => isRelevant(trace, isReader));
  const told = relevant
    .map((trace) => tell(trace, term))
    .toSorted((a, b) => Number(b.may) - Number(a.may))
    .slice(0, SHOWN_RULES);
  const isKnown = isReader || ways.length > 0 || told.some(({ may }) => may) || near.sets.length > 0;
  // What a member may neither reach nor ask for is as if it were not there.
  if (!isKnown) return { unfound: "account" };
  return {
    person: { id: person.id, name: person.displayName },
    account: { id: account.id, name: account.name },
    set: { arn: set.arn, name: set.name },
    held: ways,
    may: told.some(({ may }) => may),
    rules: told,
    others: isReader ? rules.length - told.length : 0,
    nearby: near,
  };
}

function findPerson(viewer: Viewer, sought: string | undefined) {
  const select = { id: true, displayName: true } as const;
  if (sought === undefined || sought === "")
    return db().person.findUnique({ where: { id: viewer.personId }, select });
  return db().person.findFirst({
    where: {
      OR: [
        { id: sought },
        { userName: { equals: sought, mode: "insensitive" } },
        { email: { equals: sought, mode: "insensitive" } },
      ],
    },
    select,
  });
}

/** Members are told of rules that let them ask; whom others let ask is not for them to know. */
function isRelevant(trace: Trace, isReader: boolean): boolean {
  return isReader ? misses(trace) <= 1 : trace.person === "meant" && trace.rule.enabled && misses(trace) <= 1;
}

function tell(trace: Trace, term: Parameters<typeof objectionTo>[1]): WhyRule {
  const { id, name, enabled } = trace.rule;
  const objection = explainTrace(trace);
  if (objection !== null || !enabled) return { id, name, may: false, says: objection ?? "" };
  const limit = objectionTo(trace.rule, term);
  switch (limit?.kind) {
    case undefined:
      return { id, name, may: true, says: agreementIn(trace.rule) };
    case "needs-people":
      return {
        id,
        name,
        may: false,
        says:
          limit.least === 1
            ? "It agrees by itself, and that is never enough for a role like an administrator’s."
            : `It has fewer than ${limit.least} people agree, and that is not enough for a role with power over Gatehouse itself.`,
      };
    case "outside-hours":
      return { id, name, may: false, says: "It covers this, but not at this hour." };
    case "too-long":
    case "too-far-ahead":
    case "not-extendable":
    case "too-long-in-all":
      return { id, name, may: false, says: "It covers this, but for no length that can be asked for." };
  }
}

function agreementIn(rule: Rule): string {
  const needed = voicesNeeded(rule);
  if (needed === 0) return "It lets them ask, and nobody has to agree.";
  return needed === 1
    ? "It lets them ask; one person has to agree."
    : `It lets them ask; ${needed} people have to agree.`;
}

/** What else the person may ask for in this account, and in which other accounts for this role. */
async function nearbyFor(
  rules: readonly Rule[],
  person: PersonInGroups,
  place: Place,
  set: RuledSet,
  powers: ReadonlyMap<string, ConsolePower>,
): Promise<Why["nearby"]> {
  const mine = rules.filter((rule) => rule.enabled && mayRequest(rule.content, person));
  const [sets, accounts] = await Promise.all([
    db().permissionSet.findMany({
      select: { arn: true, name: true, tags: true, administratorLike: true },
      orderBy: { name: "asc" },
    }),
    db().account.findMany({
      where: { state: "ACTIVE", id: { not: place.accountId } },
      select: { id: true, name: true, parentId: true, tags: true },
      orderBy: { name: "asc" },
    }),
  ]);
  const units = await db().organisationalUnit.findMany({ select: { id: true, path: true } });
  const paths = new Map(units.map(({ id, path }) => [id, path]));
  const offerable = sets.map((each) => ({ ...ruledSet(each), administratorLike: each.administratorLike }));
  const [here = []] = offersOf(mine, [place], offerable, powers);
  const names = new Map(sets.map(({ arn, name }) => [arn, name]));
  const only = offerable.filter(({ arn }) => arn === set.arn);
  const places = accounts.map(({ id, parentId, tags }) => ({
    accountId: id,
    ouPath: paths.get(parentId) ?? [],
    tags: tagsOf(tags),
  }));
  const elsewhere = offersOf(mine, places, only, powers);
  return {
    sets: here
      .filter(({ arn }) => arn !== set.arn)
      .map(({ arn }) => names.get(arn) ?? arn)
      .slice(0, SHOWN_NEARBY),
    accounts: accounts
      .filter((_, at) => (elsewhere[at] ?? []).length > 0)
      .map(({ name }) => name)
      .slice(0, SHOWN_NEARBY),
  };
}
