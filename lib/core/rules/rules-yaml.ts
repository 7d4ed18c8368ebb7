import { parse, stringify } from "yaml";
import { z } from "zod";
import type { WrittenRule } from "./rules-file.ts";

const rulesInText = z.looseObject({ rules: z.array(z.unknown()) });

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
  const file = rulesInText.safeParse(content);
  if (!file.success) return { problem: "The text begins with rules: and holds one rule below it." };
  const [written, ...more] = file.data.rules;
  if (written === undefined || more.length > 0)
    return { problem: "One rule is changed at a time, so the text has to hold one." };
  return { written };
}
