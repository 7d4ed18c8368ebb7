import { isDeepStrictEqual } from "node:util";
import type { Rule, RuleContent } from "./rule-content.ts";

const parts = {
  who: "who may ask",
  sets: "which permission sets",
  accounts: "which accounts",
  limits: "the limits",
  asks: "what has to be said",
  agreement: "who has to agree",
} as const satisfies Record<keyof RuleContent, string>;

const isPart = (name: string): name is keyof RuleContent => Object.hasOwn(parts, name);

/** Which parts of a rule a change concerns, in words. */
export function ruleDifferences(before: Rule, after: Rule): string[] {
  const content = Object.keys(parts)
    .filter(isPart)
    .filter((part) => !isDeepStrictEqual(before.content[part], after.content[part]))
    .map((part) => parts[part]);
  return [
    ...(before.enabled === after.enabled ? [] : [after.enabled ? "switched on" : "switched off"]),
    ...(before.priority === after.priority ? [] : ["when it decides"]),
    ...content,
  ];
}
