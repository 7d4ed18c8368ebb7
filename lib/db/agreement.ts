import { heardBy, type Standing, standingOf, type Voice } from "#lib/core/rules/agreement.ts";
import type { PersonInGroups } from "#lib/core/rules/covers.ts";
import type { Approvers, Rule } from "#lib/core/rules/rule-content.ts";
import { type Approver, type AskedAbout, approversOf, isApprover } from "./approvers.ts";
import type { Db } from "./client.ts";
import { type Away, awayFor, standInsOf } from "./delegations.ts";
import { personInGroups, placeOf, ruleVersion } from "./rules.ts";

/** What has to be known of a request to say how far its agreement is. */
export type AskedRow = {
  id: string;
  requesterId: string;
  accountId: string;
  ruleId: string;
  ruleVersion: number;
  createdAt: Date;
};

/** The agreement to one request as it stands, with whose turn it is. */
export type Agreement = {
  /** As it was when it was asked. */
  rule: Rule;
  /** As it is now; null when it is off. Whoever it does not name any more decides nothing. */
  current: Rule | null;
  voices: readonly Voice[];
  standing: Standing;
  about: AskedAbout;
  /** The moment that it is judged at. */
  now: Date;
  /** Who may say something at the stage that it waits at; empty when it waits at none. */
  mayDecide: readonly Approvers[];
};

/** The decisions of a request, as voices. */
export async function voicesOf(tx: Db, requestId: string): Promise<Voice[]> {
  const rows = await tx.decision.findMany({
    where: { requestId },
    select: { deciderId: true, inPlaceOfId: true, stage: true, verdict: true, decidedAt: true },
    orderBy: { decidedAt: "asc" },
  });
  return rows.map(({ decidedAt, ...voice }) => ({ ...voice, at: decidedAt }));
}

/**
 * The agreement to a request, by the version of the rule that it was asked under.
 * @returns null when that version, or the account, is not known
 */
export async function agreementOf(tx: Db, request: AskedRow, now: Date): Promise<Agreement | null> {
  const rule = await ruleVersion(tx, request.ruleId, request.ruleVersion);
  const account = await tx.account.findUnique({
    where: { id: request.accountId },
    select: { id: true, parentId: true, tags: true },
  });
  if (!rule || !account) return null;
  const current = await currentRule(tx, request.ruleId);
  const voices = await voicesOf(tx, request.id);
  const standing = standingOf(rule.content.agreement, voices, request.createdAt);
  const about = { place: await placeOf(tx, account), requesterId: request.requesterId };
  return { rule, current, voices, standing, about, now, mayDecide: whoseTurn(rule, standing, now) };
}

function whoseTurn({ content }: Rule, standing: Standing, now: Date): Approvers[] {
  const stage = standing.kind === "open" ? content.agreement.stages[standing.stage] : undefined;
  if (!stage || standing.kind !== "open") return [];
  const { fallback } = stage;
  const waitedMs = now.getTime() - standing.since.getTime();
  const isLate = fallback !== null && waitedMs >= fallback.afterMinutes * 60_000;
  return isLate ? [stage.approvers, fallback.approvers] : [stage.approvers];
}

/** Somebody who could decide a request, for themselves or in the place of an approver who is away. */
export type Decider = Approver & { inPlaceOf: Away | null };

/**
 * The people who could decide a request now, by name: not the requester, nor whoever has decided, or was decided for. After the approvers themselves come
 * those who decide in the place of one, and are none themselves.
 */
export async function decidersOf(
  tx: Db,
  request: AskedRow,
  { mayDecide, voices, about, current, now }: Agreement,
): Promise<Decider[]> {
  const except = [request.requesterId, ...voices.flatMap(heardBy)];
  const asked = await allOf(tx, mayDecide, about, except);
  const named = await allOf(tx, namedBy(current), about, except);
  const approvers = [...asked.values()].filter(({ id }) => named.has(id));
  return withStandIns(tx, approvers, except, now);
}

/**
 * Approvers, and after them those who decide in the place of one of them who is away, each once.
 * @param exceptIds who never decides: the requester, and whoever has decided already
 */
export async function withStandIns(
  tx: Db,
  approvers: readonly Approver[],
  exceptIds: readonly string[],
  now: Date,
): Promise<Decider[]> {
  const standIns = await standInsOf(
    tx,
    approvers.map(({ id }) => id),
    now,
  );
  const found = new Map<string, Decider>(approvers.map((each) => [each.id, { ...each, inPlaceOf: null }]));
  for (const { id, displayName } of approvers) {
    const standIn = standIns.get(id);
    if (standIn && !exceptIds.includes(standIn.id) && !found.has(standIn.id))
      found.set(standIn.id, { ...standIn, inPlaceOf: { id, displayName } });
  }
  return [...found.values()];
}

/**
 * For whom a person may decide a request now, or could if it were not decided: for themselves when they are an approver, else in the place of the first
 * approver who is away, named them, may decide it, and was not heard yet. Who stands in for somebody has nothing of what that person has by standing in.
 * @returns null when they may not; the approver who is away, or null within for themselves
 */
export async function decidesFor(
  tx: Db,
  request: AskedRow,
  agreement: Agreement,
  personId: string,
): Promise<{ inPlaceOf: Away | null } | null> {
  if (await mayDecideNow(tx, agreement, await personInGroups(tx, personId))) return { inPlaceOf: null };
  const heard = [request.requesterId, ...agreement.voices.flatMap(heardBy)];
  for (const away of await awayFor(tx, personId, agreement.now)) {
    if (heard.includes(away.id)) continue;
    if (await mayDecideNow(tx, agreement, await personInGroups(tx, away.id))) return { inPlaceOf: away };
  }
  return null;
}

/**
 * Whether a person may decide a request now, or could if it were not decided: named by the rule as it is, and, at the stage that it waits at, by the
 * rule as it was when it was asked.
 */
export async function mayDecideNow(
  tx: Db,
  { standing, mayDecide, about, current }: Agreement,
  person: PersonInGroups,
): Promise<boolean> {
  if (!(await isAny(tx, namedBy(current), about, person))) return false;
  return standing.kind !== "open" || (await isAny(tx, mayDecide, about, person));
}

async function currentRule(tx: Db, ruleId: string): Promise<Rule | null> {
  const row = await tx.rule.findUnique({ where: { id: ruleId }, select: { version: true, enabled: true } });
  return row?.enabled ? ruleVersion(tx, ruleId, row.version) : null;
}

/** Everybody whom a rule has decide, at whichever stage. */
function namedBy(rule: Rule | null): Approvers[] {
  return (rule?.content.agreement.stages ?? []).flatMap(({ approvers, fallback }) => [
    approvers,
    ...(fallback ? [fallback.approvers] : []),
  ]);
}

async function allOf(
  tx: Db,
  all: readonly Approvers[],
  about: AskedAbout,
  except: readonly string[],
): Promise<ReadonlyMap<string, Approver>> {
  const found = new Map<string, Approver>();
  for (const approvers of all)
    for (const person of await approversOf(tx, approvers, about, except)) found.set(person.id, person);
  return found;
}

async function isAny(
  tx: Db,
  all: readonly Approvers[],
  about: AskedAbout,
  person: PersonInGroups,
): Promise<boolean> {
  for (const approvers of all) if (await isApprover(tx, approvers, about, person)) return true;
  return false;
}
