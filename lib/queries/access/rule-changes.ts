import { lapsesAt, type RuleChangeJudgement, ruleChangeJudgement } from "#lib/core/rules/rule-change.ts";
import { type RuleContent, ruleContent } from "#lib/core/rules/rule-content.ts";
import type { RuleChangeRow, RuleSaid, ShownReach, ShownRuleChange } from "#lib/core/shown-rule-change.ts";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { administratorIds } from "#lib/db/administrators.ts";
import { db } from "#lib/db/client.ts";
import type { Prisma } from "#lib/db/generated/client.ts";
import { happenedToRuleChange } from "./happened.ts";
import { isBackwards, type PageOf, type Place, pageOf, ROWS } from "./page-of.ts";
import { ruleWords } from "./rule-words.ts";

const columns = {
  id: true,
  name: true,
  ruleId: true,
  note: true,
  proposedById: true,
  proposedByName: true,
  proposedAt: true,
  state: true,
  round: true,
  settledAt: true,
  voices: { select: { round: true } },
} as const satisfies Prisma.RuleChangeSelect;

type Row = Prisma.RuleChangeGetPayload<{ select: typeof columns }>;

function toRow({ ruleId, round, voices, ...row }: Row): RuleChangeRow {
  return {
    ...row,
    isNew: ruleId === null,
    lapsesAt: lapsesAt(row.proposedAt),
    isAnswered: voices.some((voice) => voice.round === round),
  };
}

const OPEN = { state: { in: ["proposed", "waiting"] } } as const satisfies Prisma.RuleChangeWhereInput;
const OVER = { state: { notIn: ["proposed", "waiting"] } } as const satisfies Prisma.RuleChangeWhereInput;
const OPEN_SHOWN = 100;

/** The changes that are not over, the next to lapse first. Nobody but readers gets any. */
export async function openRuleChangesFor(viewer: Viewer, ruleId?: string): Promise<readonly RuleChangeRow[]> {
  if (!mayReadEverything(viewer)) return [];
  const rows = await db().ruleChange.findMany({
    where: ruleId === undefined ? OPEN : { ...OPEN, ruleId },
    orderBy: [{ proposedAt: "asc" }, { id: "asc" }],
    take: OPEN_SHOWN,
    select: columns,
  });
  return rows.map(toRow);
}

/** The changes that wait for this administrator's answer; nobody else gets any. */
export async function ruleChangesToAnswer(viewer: Viewer, now: Date): Promise<readonly RuleChangeRow[]> {
  if (!viewer.isAdministrator) return [];
  const open = await openRuleChangesFor(viewer);
  return open.filter(
    (change) =>
      change.state === "waiting" &&
      !change.isAnswered &&
      change.proposedById !== viewer.personId &&
      change.lapsesAt > now,
  );
}

/** One page of the changes that are over, the last proposed first. Nobody but readers gets any. */
export async function pastRuleChangesFor(viewer: Viewer, place: Place): Promise<PageOf<RuleChangeRow>> {
  if (!mayReadEverything(viewer)) return pageOf([], {}, { total: 0, before: 0 });
  const anchorId = place.after ?? place.before;
  const anchor =
    anchorId === undefined
      ? null
      : await db().ruleChange.findFirst({
          where: { ...OVER, id: anchorId },
          select: { id: true, proposedAt: true },
        });
  const from: Place = anchor ? place : {};
  const backwards = isBackwards(from);
  const newer = anchor && {
    OR: [{ proposedAt: { gt: anchor.proposedAt } }, { proposedAt: anchor.proposedAt, id: { lt: anchor.id } }],
  };
  const older = anchor && {
    OR: [{ proposedAt: { lt: anchor.proposedAt } }, { proposedAt: anchor.proposedAt, id: { gt: anchor.id } }],
  };
  const [rows, total, before] = await Promise.all([
    db().ruleChange.findMany({
      where: { AND: [OVER, (backwards ? newer : older) ?? {}] },
      orderBy: backwards ? [{ proposedAt: "asc" }, { id: "desc" }] : [{ proposedAt: "desc" }, { id: "asc" }],
      take: ROWS + 1,
      select: columns,
    }),
    db().ruleChange.count({ where: OVER }),
    newer ? db().ruleChange.count({ where: { AND: [OVER, newer] } }) : 0,
  ]);
  const isAfter = anchor !== null && !backwards;
  return pageOf(rows.map(toRow), from, { total, before: before + (isAfter ? 1 : 0) });
}

/**
 * One change of a rule: what it proposes against what the rule said, and what would come of it.
 * @param id its UUID
 * @returns null when there is none, or the viewer may not read everything
 */
export async function ruleChangeFor(viewer: Viewer, id: string): Promise<ShownRuleChange | null> {
  if (!mayReadEverything(viewer)) return null;
  const change = await db().ruleChange.findUnique({
    where: { id },
    include: { voices: { orderBy: { round: "asc" } } },
  });
  if (!change) return null;
  const { ruleId, baseVersion } = change;
  const [base, happened] = await Promise.all([
    ruleId === null || baseVersion === null
      ? null
      : db().ruleVersion.findUnique({ where: { ruleId_version: { ruleId, version: baseVersion } } }),
    happenedToRuleChange(id),
  ]);
  const content = ruleContent.parse(change.content);
  const before = base && { ...base, content: ruleContent.parse(base.content) };
  const judgement = change.judgement === null ? null : ruleChangeJudgement.parse(change.judgement);
  const words = await ruleWords(db(), [content, ...(before ? [before.content] : [])].flatMap(peopleOf));
  const said = ({ name, description, enabled, priority, content: of }: Said): RuleSaid => ({
    name,
    description,
    enabled,
    priority,
    ...words.show(of),
  });
  return {
    ...toRow(change),
    ruleId,
    baseVersion,
    contentHash: change.contentHash,
    round: change.round,
    againWhy: change.againWhy,
    before: before && said(before),
    after: said({ ...change, content }),
    judged: judgement && {
      ...judgement,
      at: change.judgedAt ?? change.proposedAt,
      isWidening: change.isWidening ?? true,
      gained: await named(judgement.gained),
      lost: await named(judgement.lost),
    },
    settledReason: change.settledReason,
    applied:
      change.appliedRuleId === null || change.appliedVersion === null
        ? null
        : { ruleId: change.appliedRuleId, version: change.appliedVersion },
    voices: change.voices,
    happened,
  };
}

type Said = Pick<RuleSaid, "name" | "description" | "enabled" | "priority"> & { content: RuleContent };

/** The people whom a rule names by themselves. */
function peopleOf({ who, agreement }: RuleContent): readonly string[] {
  return [
    ...who.people,
    ...who.except.people,
    ...agreement.stages.flatMap(({ approvers, fallback }) => [
      ...approvers.people,
      ...(fallback?.approvers.people ?? []),
    ]),
  ];
}

/** Who gains or loses, with names for ids; what is gone from AWS stays by its id. */
async function named({ examples, ...counts }: RuleChangeJudgement["gained"]): Promise<ShownReach> {
  const [people, sets, accounts] = await Promise.all([
    db().person.findMany({
      where: { id: { in: examples.map(({ personId }) => personId) } },
      select: { id: true, displayName: true },
    }),
    db().permissionSet.findMany({
      where: { arn: { in: examples.map(({ permissionSetArn }) => permissionSetArn) } },
      select: { arn: true, name: true },
    }),
    db().account.findMany({
      where: { id: { in: examples.map(({ accountId }) => accountId) } },
      select: { id: true, name: true },
    }),
  ]);
  const personNames = new Map(people.map((person) => [person.id, person.displayName]));
  const setNames = new Map(sets.map(({ arn, name }) => [arn, name]));
  const accountNames = new Map(accounts.map(({ id, name }) => [id, name]));
  return {
    ...counts,
    examples: examples.map((example) => ({
      ...example,
      personName: personNames.get(example.personId) ?? example.personId,
      permissionSetName: setNames.get(example.permissionSetArn) ?? example.permissionSetArn,
      accountName: accountNames.get(example.accountId) ?? example.accountId,
    })),
  };
}

/**
 * The enabled administrators other than one person, by name: who may answer what that person proposes. Nobody but readers gets any.
 * @param groupId the group of the identity store whose members administer Gatehouse
 */
export async function administratorsBeside(
  viewer: Viewer,
  personId: string,
  groupId: string,
): Promise<readonly { id: string; name: string }[]> {
  if (!mayReadEverything(viewer)) return [];
  const ids = await administratorIds(db(), groupId);
  const people = await db().person.findMany({
    where: { id: { in: ids.filter((id) => id !== personId) } },
    orderBy: [{ displayName: "asc" }, { id: "asc" }],
    select: { id: true, displayName: true },
  });
  return people.map(({ id, displayName }) => ({ id, name: displayName }));
}
