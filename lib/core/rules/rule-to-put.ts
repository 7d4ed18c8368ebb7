import { createHash } from "node:crypto";
import type { RuleContent } from "./rule-content.ts";

/** What a rule is to say. */
export type RuleToPut = {
  name: string;
  description: string;
  enabled: boolean;
  priority: number;
  content: RuleContent;
};

/**
 * SHA-256, in hex, over what a rule is to say and what it is to be put in the place of. It travels with the form, so that what is saved is what was
 * previewed.
 * @param base the rule's id and the version that was read; null for a new rule
 */
export function ruleToPutHash(
  { name, description, enabled, priority, content }: RuleToPut,
  base: { ruleId: string; version: number } | null,
): string {
  const said = [base?.ruleId ?? null, base?.version ?? null, name, description, enabled, priority, content];
  return createHash("sha256").update(JSON.stringify(said)).digest("hex");
}
