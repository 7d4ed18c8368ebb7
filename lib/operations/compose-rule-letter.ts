import { lapsesAt, ruleChangeJudgement } from "#lib/core/rules/rule-change.ts";
import type { Prisma } from "#lib/db/generated/client.ts";
import type { LetterContent } from "#lib/mail/letter.ts";
import { type RuleMatter, ruleChangeSettled, ruleChangeWaits } from "#lib/mail/rule-letters.ts";
import { paths } from "#lib/paths.ts";

type ToldChange = Prisma.RuleChangeGetPayload<{ include: { voices: true } }>;

/** What a letter is called that puts one round of a change to an administrator. */
export const occasionOf = (round: number) => `round ${round}`;

/**
 * What a queued letter about a change of a rule says now.
 * @returns the content; or why it is not sent any more
 */
export function composeRuleLetter(
  letter: { kind: string; occasion: string },
  change: ToldChange,
  setting: { now: Date; zone: string; baseUrl: string },
): LetterContent | { superseded: string } {
  const { state, round, voices } = change;
  const matter: RuleMatter = {
    ruleName: change.name,
    isNew: change.ruleId === null,
    proposerName: change.proposedByName,
    note: change.note,
    contentHash: change.contentHash,
    lapsesAt: lapsesAt(change.proposedAt),
    judgement: change.judgement === null ? null : ruleChangeJudgement.parse(change.judgement),
  };
  const url = setting.baseUrl + paths.ruleChange(change.id);
  const voice = voices.find((each) => each.round === round);
  if (letter.kind === "rule_change_waits") {
    if (state !== "waiting") return { superseded: `the change is ${state}` };
    if (letter.occasion !== occasionOf(round) || voice) return { superseded: "it was answered" };
    return ruleChangeWaits(matter, url, change.againWhy, setting);
  }
  if (state === "proposed" || state === "waiting") return { superseded: `the change is ${state}` };
  return ruleChangeSettled(matter, url, {
    state,
    why: change.settledReason,
    by: voice?.personName ?? null,
    comment: voice?.comment ?? "",
  });
}
