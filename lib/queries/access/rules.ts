import { addAll, countBits, noBits } from "#lib/core/rules/bits.ts";
import { approving, deadEndsOf } from "#lib/core/rules/dead-ends.ts";
import { namedIds } from "#lib/core/rules/named-ids.ts";
import { ruleContent } from "#lib/core/rules/rule-content.ts";
import type { ShownRule } from "#lib/core/shown-rule.ts";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { readJudged } from "#lib/db/judge-rules.ts";
import { ruleWords } from "./rule-words.ts";

/** Every rule, in the order in which they decide, with how many people and accounts it means now. Nobody but readers gets any. */
export async function rulesFor(viewer: Viewer): Promise<readonly ShownRule[]> {
  return mayReadEverything(viewer) ? read({}) : [];
}

/**
 * One rule.
 * @param id its UUID
 * @returns null when there is none, or the viewer may not read everything
 */
export async function ruleFor(viewer: Viewer, id: string): Promise<ShownRule | null> {
  if (!mayReadEverything(viewer)) return null;
  const [rule] = await read({ id });
  return rule ?? null;
}

async function read(where: { id?: string }): Promise<readonly ShownRule[]> {
  const rows = await db().rule.findMany({ where, orderBy: [{ priority: "asc" }, { name: "asc" }] });
  const rules = rows.map((row) => ({ ...row, content: ruleContent.parse(row.content) }));
  const { layered, known } = await readJudged(db());
  const words = await ruleWords(
    db(),
    rules.flatMap(({ content }) => namedIds(content).person),
  );
  return rules.map(({ content, ...row }) => {
    const laid = layered.lay(content);
    const approvers = noBits(layered.ground.people.length);
    for (const stage of content.agreement.stages) addAll(approvers, approving(layered, stage));
    return {
      ...row,
      ...words.show(content),
      requesterCount: countBits(laid.people),
      approverCount: countBits(approvers),
      accountCount: countBits(laid.accounts),
      deadEnds: deadEndsOf(layered, { ...row, content }, known),
    };
  });
}
