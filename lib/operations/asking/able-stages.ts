import type { AbleStage } from "#lib/core/rules/enough-approvers.ts";
import type { Rule } from "#lib/core/rules/rule-content.ts";
import { type Approver, type AskedAbout, approversOf } from "#lib/db/approvers.ts";
import type { Db } from "#lib/db/client.ts";

/**
 * The stages of a rule, each with who could say yes at it, and those who are asked first of all.
 * @param rule null when none decides: then there is nobody
 */
export async function ableStages(
  tx: Db,
  rule: Rule | null,
  about: AskedAbout,
): Promise<{ stages: readonly AbleStage[]; first: readonly Approver[] }> {
  const asked = await Promise.all(
    (rule?.content.agreement.stages ?? []).map(async ({ quorum, approvers, fallback }) => ({
      quorum,
      now: await approversOf(tx, approvers, about, [about.requesterId]),
      later: fallback ? await approversOf(tx, fallback.approvers, about, [about.requesterId]) : [],
    })),
  );
  const stages = asked.map(({ quorum, now, later }) => ({
    quorum,
    // Where nobody is asked first, nobody knows of the request until the fallback approvers are.
    approverIds: now.length === 0 ? [] : [...now, ...later].map(({ id }) => id),
  }));
  return { stages, first: asked[0]?.now ?? [] };
}
