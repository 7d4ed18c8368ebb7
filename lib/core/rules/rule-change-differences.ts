import type { SaidRule } from "./rule-change.ts";
import type { Rule } from "./rule-content.ts";
import { ruleDifferences } from "./rule-differences.ts";

/** Which parts of a rule a change concerns, its name and description among them, in words; none when it says the same. */
export function ruleChangeDifferences(before: Rule & { description: string }, after: SaidRule): string[] {
  return [
    ...(before.name === after.name ? [] : [`the name, which was “${before.name}”`]),
    ...(before.description === after.description ? [] : ["the description"]),
    ...ruleDifferences(before, { ...before, ...after }),
  ];
}
