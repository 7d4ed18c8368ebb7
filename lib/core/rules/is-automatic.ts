import type { Rule } from "./rule-content.ts";

/** Whether a rule agrees by itself, with nobody asked. */
export function isAutomatic({ content }: Rule): boolean {
  return content.agreement.stages.length === 0;
}
