import { randomUUID } from "node:crypto";
import type { Doing, WorkerActor } from "#lib/core/actor.ts";
import { explain, type Refusal } from "#lib/core/refusal.ts";
import {
  lapsesAt,
  RULE_CHANGE_WAITS_DAYS,
  type RuleChangeJudgement,
  ruleChangeJudgement,
  widensFurther,
} from "#lib/core/rules/rule-change.ts";
import { administrator, administratorIds } from "#lib/db/administrators.ts";
import { type Db, db } from "#lib/db/client.ts";
import type { Prisma, RuleChange, RuleChangeVoice } from "#lib/db/generated/client.ts";
import { record } from "#lib/db/record.ts";
import { takeRules } from "#lib/db/rules.ts";
import { wake } from "#lib/db/wake.ts";
import { occasionOf } from "../compose-rule-letter.ts";
import { queueLetter } from "../queue-letter.ts";
import { type JudgedChange, judgeRuleChange, versionsOf } from "./judge-rule-change.ts";
import { putRule } from "./put-rule.ts";

const ANSWERED_AT_ONCE = 20;
const JUDGED_WITHIN_MS = 60_000;

type Settings = { administratorsGroupId: string };

/**
 * Acts on the changes of rules that administrators proposed, and on what others said to them. The rows are the web's word and prove nothing: who proposes
 * and who agrees is looked up in the catalogue, and what a change widens is computed here. What widens nothing is applied at once; what
 * widens access is applied when another administrator has agreed to exactly this, and to no less than it gives now.
 * @param settings the group of the identity store whose members administer Gatehouse
 * @returns how many were moved on, and what went wrong with single changes, for the log; those are tried again, and hold up no other
 */
export async function answerRuleChanges(
  doing: Doing<WorkerActor>,
  settings: Settings,
): Promise<{ answered: number; faults: readonly Error[] }> {
  const open = await db().$queryRaw<{ id: string }[]>`
    select c.id::text as id from rule_change c
    where c.state = 'proposed' or (c.state = 'waiting' and (
      c.proposed_at <= ${doing.now}::timestamptz - make_interval(days => ${RULE_CHANGE_WAITS_DAYS}::int)
      or exists (select from rule_change_voice v where v.change_id = c.id and v.round = c.round)
      or exists (select from rule r where r.id = c.rule_id and r.version <> c.base_version)))
    order by c.proposed_at, c.id limit ${ANSWERED_AT_ONCE}`;
  const faults: Error[] = [];
  let answered = 0;
  for (const { id } of open) {
    try {
      const isAnswered = await db().$transaction((tx) => answer(tx, doing, settings, id), {
        timeout: JUDGED_WITHIN_MS,
      });
      if (isAnswered) answered += 1;
    } catch (error) {
      faults.push(new Error(`the change ${id} of a rule could not be answered`, { cause: error }));
    }
  }
  return { answered, faults };
}

/** Moves one change on. False when another worker is at it, or the rules changed while it was judged. */
async function answer(tx: Db, doing: Doing<WorkerActor>, settings: Settings, id: string): Promise<boolean> {
  const [held] = await tx.$queryRaw<{ id: string }[]>`
    select id::text as id from rule_change where id = ${id}::uuid and state in ('proposed', 'waiting')
    for update skip locked`;
  if (!held) return false;
  const change = await tx.ruleChange.findUniqueOrThrow({ where: { id }, include: { voices: true } });
  const voice = change.voices.find(({ round }) => round === change.round) ?? null;
  if (voice?.answer === "withdraw" && voice.personId === change.proposedById)
    return settle(tx, doing, change, "withdrawn", null);
  if (lapsesAt(change.proposedAt) <= doing.now)
    return settle(tx, doing, change, "lapsed", "No other administrator answered within a week.");
  if (!(await administrator(tx, change.proposedById, settings.administratorsGroupId)))
    return refuse(tx, doing, change, { code: "not-an-administrator" });
  const isHeard = voice !== null && (await mayAnswer(tx, change, voice, settings));
  if (isHeard && voice.answer === "reject") return settle(tx, doing, change, "rejected", null);

  const judged = await judgeRuleChange(tx, change);
  await takeRules(tx);
  if (!(await standsStill(tx, judged.basedOn))) return false;
  if ("refusal" in judged) return refuse(tx, doing, change, judged.refusal);
  if (!judged.isWidening) return apply(tx, doing, change, judged, null);
  if (voice === null)
    return change.state === "waiting" ? false : wait(tx, doing, settings, change, judged, null);
  if (!isHeard)
    return wait(
      tx,
      doing,
      settings,
      change,
      judged,
      `${voice.personName} is no other enabled administrator now.`,
    );
  const shown = ruleChangeJudgement.parse(change.judgement);
  if (widensFurther(shown, judged.judgement))
    return wait(tx, doing, settings, change, judged, `It gives more now than ${voice.personName} agreed to.`);
  return apply(tx, doing, change, judged, voice);
}

type Change = RuleChange & { voices: RuleChangeVoice[] };

/** Whether a voice is that of another enabled administrator, and about exactly this. */
async function mayAnswer(
  tx: Db,
  change: Change,
  voice: RuleChangeVoice,
  { administratorsGroupId }: Settings,
): Promise<boolean> {
  if (voice.personId === change.proposedById || voice.contentHash !== change.contentHash) return false;
  return (await administrator(tx, voice.personId, administratorsGroupId)) !== null;
}

/** Whether the rules are still those that were judged. */
async function standsStill(tx: Db, basedOn: string): Promise<boolean> {
  return versionsOf(await tx.rule.findMany({ select: { id: true, version: true } })) === basedOn;
}

/** Puts a change to the other administrators, for the first time or again. */
async function wait(
  tx: Db,
  doing: Doing<WorkerActor>,
  settings: Settings,
  change: Change,
  judged: JudgedChange,
  againWhy: string | null,
): Promise<boolean> {
  const round = change.round + 1;
  await move(tx, change, {
    state: "waiting",
    round,
    againWhy,
    isWidening: true,
    judgement: judged.judgement,
    judgedAt: doing.now,
  });
  await record(tx, doing, {
    action: "rule-change.waiting",
    target: targetOf(change),
    cause: againWhy ?? "it widens access",
    personId: change.proposedById,
    details: { ...detailsOf(change), round, ...toldOf(judged.judgement) },
  });
  for (const recipientId of await administratorIds(tx, settings.administratorsGroupId))
    if (recipientId !== change.proposedById)
      await queueLetter(tx, doing, {
        kind: "rule_change_waits",
        recipientId,
        ruleChangeId: change.id,
        occasion: occasionOf(round),
      });
  await wake(tx, "letters");
  return true;
}

/** Makes the rule what the change proposes: the row that says so comes first, since the database lets no other version be written. */
async function apply(
  tx: Db,
  doing: Doing<WorkerActor>,
  change: Change,
  { isWidening, judgement, rule }: JudgedChange,
  agreed: RuleChangeVoice | null,
): Promise<boolean> {
  const appliedRuleId = change.ruleId ?? randomUUID();
  const appliedVersion = (change.baseVersion ?? 0) + 1;
  await move(tx, change, {
    state: "applied",
    isWidening,
    judgement,
    judgedAt: doing.now,
    settledAt: doing.now,
    appliedRuleId,
    appliedVersion,
  });
  const by = agreed ? `${change.proposedByName}, agreed by ${agreed.personName}` : change.proposedByName;
  if (!(await putRule(tx, doing.now, by, rule, appliedRuleId)))
    throw new Error(`The change ${change.id} changes nothing.`);
  await record(tx, doing, {
    action: "rule-change.applied",
    target: targetOf(change),
    cause: agreed ? `agreed by ${agreed.personName}` : "it widens nothing",
    personId: change.proposedById,
    details: {
      ...detailsOf(change),
      ruleId: appliedRuleId,
      version: appliedVersion,
      isWidening,
      agreedById: agreed?.personId ?? null,
      ...toldOf(judgement),
    },
  });
  if (change.round > 0) await tellProposer(tx, doing, change);
  return true;
}

async function refuse(tx: Db, doing: Doing<WorkerActor>, change: Change, refusal: Refusal): Promise<boolean> {
  const state = refusal.code === "rule-changed" ? "stale" : "refused";
  return settle(tx, doing, change, state, explain(refusal));
}

const ACTION = {
  withdrawn: "rule-change.closed",
  rejected: "rule-change.closed",
  lapsed: "rule-change.lapsed",
  stale: "rule-change.stale",
  refused: "rule-change.refused",
} as const;

/** Ends a change that is not applied. */
async function settle(
  tx: Db,
  doing: Doing<WorkerActor>,
  change: Change,
  state: keyof typeof ACTION,
  why: string | null,
): Promise<boolean> {
  await move(tx, change, { state, settledAt: doing.now, settledReason: why });
  await record(tx, doing, {
    action: ACTION[state],
    target: targetOf(change),
    cause: why ?? state,
    personId: change.proposedById,
    details: detailsOf(change),
  });
  if (state !== "withdrawn") await tellProposer(tx, doing, change);
  return true;
}

async function move(tx: Db, { id, state, round }: Change, data: Prisma.RuleChangeUpdateManyMutationInput) {
  const { count } = await tx.ruleChange.updateMany({ where: { id, state, round }, data });
  if (count === 0) throw new Error(`The change ${id} moved while it was held.`);
}

async function tellProposer(tx: Db, doing: Doing<WorkerActor>, { id, proposedById }: Change): Promise<void> {
  await queueLetter(tx, doing, {
    kind: "rule_change_settled",
    recipientId: proposedById,
    ruleChangeId: id,
  });
  await wake(tx, "letters");
}

const targetOf = ({ id, name }: Change) => ({ kind: "rule-change", id, name });

const detailsOf = ({ ruleId, baseVersion, contentHash, proposedById, round }: Change) => ({
  ruleId,
  baseVersion,
  contentHash,
  proposedById,
  round,
});

const toldOf = ({ gained, lost, easier }: RuleChangeJudgement) => ({
  gained: gained.triples,
  lost: lost.triples,
  easier,
});
