import { parse, stringify } from "yaml";
import type { WrittenRule } from "./rules-file.ts";

/** Rules as the text of a rules file. */
export function writeRulesYaml(rules: readonly WrittenRule[]): string {
  return stringify({ rules }, { lineWidth: 120 });
}

/**
 * The one rule in the text of a rules file, not parsed yet.
 * @returns what is wrong, in a sentence, when the text is no YAML or holds anything but one rule
 */
export function readRuleYaml(text: string): { written: unknown } | { problem: string } {
  let content: unknown;
  try {
    content = parse(text);
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
  const rules = typeof content === "object" && content !== null && "rules" in content ? content.rules : null;
  if (!Array.isArray(rules)) return { problem: "The text begins with rules: and holds one rule below it." };
  const [written, ...more]: unknown[] = rules;
  if (written === undefined || more.length > 0)
    return { problem: "One rule is changed at a time, so the text has to hold one." };
  return { written };
}
