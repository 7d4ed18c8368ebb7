import { type Bits, countBits, firstBits } from "#lib/core/rules/bits.ts";
import type { ReachChange } from "#lib/core/rules/compare-reach.ts";
import { asksManager, asksOwner, ownedAccounts, withMail } from "#lib/core/rules/dead-ends.ts";
import type { DraftProblems } from "#lib/core/rules/field-problems.ts";
import { alsoKnowing } from "#lib/core/rules/known-names.ts";
import type { Layer } from "#lib/core/rules/laid-rules.ts";
import { namedIds } from "#lib/core/rules/named-ids.ts";
import { readDraft } from "#lib/core/rules/read-draft.ts";
import { ruleChangeHash, type SaidRule } from "#lib/core/rules/rule-change.ts";
import { ruleChangeDifferences } from "#lib/core/rules/rule-change-differences.ts";
import type { Approvers, Rule, RuleContent } from "#lib/core/rules/rule-content.ts";
import { ruleDifferences } from "#lib/core/rules/rule-differences.ts";
import type { RulePreview, ShownReach } from "#lib/core/shown-preview.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import type { Db } from "#lib/db/client.ts";
import { db } from "#lib/db/client.ts";
import { judgeRules, type RulesPlan, readJudged } from "#lib/db/judge-rules.ts";
import { loadDescribedRules, ruleVersion } from "#lib/db/rules.ts";
import { type RuleWords, ruleWords } from "./rule-words.ts";

/** A rule as somebody wrote it: in the place of which rule, from which version of it, and as a rules file would hold it, not parsed. */
export type WrittenDraft = { ruleId: string | null; baseVersion: number | null; written: unknown };

/** What may be saved as it is: against which version of the rule it was previewed, and its hash, which travels with the form. */
export type PreviewedDraft = {
  ruleId: string | null;
  baseVersion: number | null;
  rule: SaidRule;
  hash: string;
  preview: RulePreview;
};

const NAMES_SHOWN = 5;
/** At 5,000 accounts and 20,000 people it takes about a second. */
const TIMEOUT_MS = 20_000;

/**
 * What would come of it if a rule were saved as it is written; nothing is changed. All of it is read at one moment.
 * @returns what is wrong with the rule when it cannot be saved; null when there is no such rule, or the viewer is no administrator
 */
export async function previewRule(
  viewer: Viewer,
  draft: WrittenDraft,
): Promise<PreviewedDraft | { problems: DraftProblems } | null> {
  if (!viewer.isAdministrator) return null;
  return db().$transaction((tx) => preview(tx, draft), {
    isolationLevel: "RepeatableRead",
    timeout: TIMEOUT_MS,
  });
}

type Described = Rule & { description: string };

async function preview(tx: Db, { ruleId, baseVersion, written }: WrittenDraft) {
  const current = await loadDescribedRules(tx);
  const before = current.find(({ id }) => id === ruleId) ?? null;
  if (ruleId !== null && before === null) return null;
  const judged = await readJudged(tx);
  const known = before ? alsoKnowing(judged.known, namedIds(before.content)) : judged.known;
  const read = readDraft(written, known);
  if ("problems" in read) return read;
  const { rule } = read;
  if (current.some(({ id, name }) => name === rule.name && id !== ruleId))
    return { problems: nameTaken(rule) };
  const { description: _, ...said } = rule;
  const differs = before === null ? [] : ruleChangeDifferences(before, rule);
  const isSame = before !== null && ruleDifferences(before, { ...before, ...said }).length === 0;
  const version = (before?.version ?? 0) + (isSame ? 0 : 1);
  const planned: Rule = { ...said, id: ruleId ?? NEW, version };
  const after = [...current.filter(({ id }) => id !== ruleId), planned];
  const plan = await judgeRules(tx, judged, current, after);
  const deciders = planned.content.agreement.stages.map((stage) =>
    decidersAt(judged.layered, planned, stage),
  );
  const words = await ruleWords(tx, [...namedIds(rule.content).person, ...peopleShown(plan, deciders)]);
  const proposal = { ruleId, baseVersion: before?.version ?? null, rule };
  return {
    ...proposal,
    hash: ruleChangeHash(proposal),
    preview: {
      ...headOf(plan, before, rule, differs),
      says: words.show(rule.content),
      changedMeanwhile: before && (await changedMeanwhile(tx, before, baseVersion)),
      gained: shownReach(plan.gained, words),
      lost: shownReach(plan.lost, words),
      stages: deciders.map((stage) => stageInWords(stage, words)),
      requests: plan.requests,
      isWidening: plan.isWidening,
    },
  };
}

/** Stands for the id of a rule that has none yet. */
const NEW = "new";

function nameTaken({ name }: SaidRule): DraftProblems {
  return { written: [], unknown: [{ path: ["name"], message: `another rule is called "${name}" already.` }] };
}

function headOf(
  { rules: [planned] }: RulesPlan,
  before: Described | null,
  { name, enabled }: SaidRule,
  differs: readonly string[],
) {
  const isNothing = before !== null && differs.length === 0;
  return {
    name,
    enabled,
    version: before?.version ?? null,
    change: isNothing ? ("nothing" as const) : (planned?.change ?? ("changed" as const)),
    differs,
    easier: planned?.easier ?? [],
    deadEnds: planned?.deadEnds ?? [],
  };
}

/** What others changed of a rule since a version of it. */
async function changedMeanwhile(
  tx: Db,
  current: Described,
  from: number | null,
): Promise<RulePreview["changedMeanwhile"]> {
  if (from === null || from === current.version) return null;
  const then = await ruleVersion(tx, current.id, from);
  return { from, differs: then ? ruleDifferences(then, current) : [] };
}

type StageDeciders = {
  place: number;
  quorum: number;
  approvers: Deciders;
  fallback: (Deciders & { afterMinutes: number }) | null;
  owners: { owned: number; of: number } | null;
  manager: boolean;
};
type Deciders = { able: number; withMail: number; someIds: readonly string[] };

function decidersAt(
  layered: Layer,
  { content }: Rule,
  stage: RuleContent["agreement"]["stages"][number],
): StageDeciders {
  const { approvers, fallback, quorum } = stage;
  const laid = layered.lay(content);
  return {
    place: content.agreement.stages.indexOf(stage) + 1,
    quorum,
    approvers: decidersOf(layered, approvers),
    fallback: fallback && { ...decidersOf(layered, fallback.approvers), afterMinutes: fallback.afterMinutes },
    manager: asksManager(stage),
    owners: asksOwner(stage)
      ? { owned: ownedAccounts(layered, stage, laid).length, of: countBits(laid.accounts) }
      : null,
  };
}

function decidersOf(layered: Layer, approvers: Approvers): Deciders {
  const people: Bits = layered.meant(approvers);
  return {
    able: countBits(people),
    withMail: countBits(withMail(layered, people)),
    someIds: firstBits(people, NAMES_SHOWN).flatMap((at) => layered.ground.people[at]?.id ?? []),
  };
}

function peopleShown({ gained, lost }: RulesPlan, stages: readonly StageDeciders[]): string[] {
  return [
    ...[...gained.examples, ...lost.examples].map(({ personId }) => personId),
    ...stages.flatMap(({ approvers, fallback }) => [...approvers.someIds, ...(fallback?.someIds ?? [])]),
  ];
}

function stageInWords(
  { approvers, fallback, ...stage }: StageDeciders,
  words: RuleWords,
): RulePreview["stages"][number] {
  const named = ({ able, withMail: reached, someIds }: Deciders) => ({
    able,
    withMail: reached,
    names: someIds.map((id) => words.nameOf("user", id) ?? id).toSorted((a, b) => a.localeCompare(b, "en")),
  });
  return {
    ...stage,
    approvers: named(approvers),
    fallback: fallback && { ...named(fallback), afterMinutes: fallback.afterMinutes },
  };
}

function shownReach({ examples, ...counts }: ReachChange, words: RuleWords): ShownReach {
  return {
    ...counts,
    examples: examples.map(({ personId, permissionSetArn, accountId }) => ({
      personName: words.nameOf("user", personId) ?? personId,
      setName: words.nameOf("set", permissionSetArn) ?? permissionSetArn,
      accountName: words.nameOf("account", accountId) ?? accountId,
    })),
  };
}
