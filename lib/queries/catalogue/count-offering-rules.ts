import { offers } from "#lib/core/rules/covers.ts";
import { db } from "#lib/db/client.ts";
import { loadRules, ruledSet } from "#lib/db/rules.ts";

/** Permission sets as they are listed, each with how many rules that are switched on offer it. */
export async function countOfferingRules<T extends { arn: string; name: string; tags: unknown }>(
  sets: readonly T[],
): Promise<(Omit<T, "tags"> & { rules: number })[]> {
  const rules = (await loadRules(db())).filter(({ enabled }) => enabled);
  return sets.map(({ tags, ...set }) => {
    const ruled = ruledSet({ arn: set.arn, name: set.name, tags });
    return { ...set, rules: rules.filter(({ content }) => offers(content, ruled)).length };
  });
}
