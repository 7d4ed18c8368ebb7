import { createHash } from "node:crypto";
import { z } from "zod";
import { canonicalJson } from "../catalogue/canonical-json.ts";
import { isZone } from "./hours.ts";
import type { RuleContent } from "./rule-content.ts";

export type RuleChangeState =
  | "proposed"
  | "waiting"
  | "applied"
  | "refused"
  | "withdrawn"
  | "stale"
  | "rejected"
  | "lapsed";

/** For how long a change that widens access waits for another administrator. */
export const RULE_CHANGE_WAITS_DAYS = 7;

/** When a change that was proposed then does not wait any longer. */
export function lapsesAt(proposedAt: Date): Date {
  return new Date(proposedAt.getTime() + RULE_CHANGE_WAITS_DAYS * 24 * 60 * 60_000);
}

/** A rule as it is said, without what the store adds. */
export type SaidRule = {
  name: string;
  description: string;
  enabled: boolean;
  priority: number;
  content: RuleContent;
};

/** What a change proposes: which rule it is about and what that said at the time, null for a new one, and the whole rule as it is to be. */
export type Proposal = { ruleId: string | null; baseVersion: number | null; rule: SaidRule };

/** SHA-256, in hex, over everything that is proposed. It travels with the form and comes back with the answer. */
export function ruleChangeHash({ ruleId, baseVersion, rule }: Proposal): string {
  const { name, description, enabled, priority, content } = rule;
  const said = { ruleId, baseVersion, name, description, enabled, priority, content };
  return createHash("sha256").update(canonicalJson(said)).digest("hex");
}

/** What is wrong with a rule beyond its form; null when nothing is. */
export function ruleProblem({ name, description, priority, content }: SaidRule): string | null {
  const { maxMinutes, suggestedMinutes, extendToMinutes, hours } = content.limits;
  if (name.trim() === "" || name !== name.trim() || name.length > 128)
    return "Give it a name of at most 128 characters.";
  if (description.length > 500) return "The description has more than 500 characters.";
  if (!Number.isInteger(priority) || priority < 1 || priority > 9_999)
    return "Its number is not between 1 and 9999.";
  if (suggestedMinutes !== null && suggestedMinutes > maxMinutes)
    return "It suggests longer than it lets anybody ask for.";
  if (extendToMinutes !== null && extendToMinutes < maxMinutes)
    return "It extends to less than may be asked for at once.";
  if (hours !== null && !isZone(hours.zone)) return `${hours.zone} is no time zone.`;
  const naming = [...content.agreement.stages.map(({ approvers }) => approvers), ...fallbacksOf(content)];
  const isNobody = naming.some(
    ({ groups, people, ownerTag, manager }) =>
      groups.length + people.length === 0 && ownerTag === null && !manager,
  );
  return isNobody ? "A stage names nobody who could agree." : null;
}

function fallbacksOf({ agreement }: RuleContent) {
  return agreement.stages.flatMap(({ fallback }) => (fallback === null ? [] : [fallback.approvers]));
}

const reach = z.object({
  triples: z.number(),
  people: z.number(),
  sets: z.number(),
  accounts: z.number(),
  examples: z.array(z.object({ personId: z.string(), permissionSetArn: z.string(), accountId: z.string() })),
});

/** What the worker works out about a change, as it is stored beside it. */
export const ruleChangeJudgement = z.object({
  differs: z.array(z.string()),
  easier: z.array(z.string()),
  deadEnds: z.array(z.string()),
  gained: reach,
  lost: reach,
  requests: z.object({ fallen: z.number(), stranded: z.number() }),
});

export type RuleChangeJudgement = z.infer<typeof ruleChangeJudgement>;

/** Whether a change gives more now than somebody was shown: more ways to ask, of more people, sets or accounts, or something easier that was not told. */
export function widensFurther(shown: RuleChangeJudgement, now: RuleChangeJudgement): boolean {
  const counts = ["triples", "people", "sets", "accounts"] as const;
  return (
    counts.some((each) => now.gained[each] > shown.gained[each]) ||
    now.easier.some((each) => !shown.easier.includes(each))
  );
}
