import type { Tags } from "./catalogue.ts";

/** What is known of an account's place: its name, the names of the units above it from below the root down, its tags. */
export type NamedPlace = { accountName: string; units: readonly string[]; tags: Tags };

const TAG = /^(env|environment|stage|tier)$/i;
const WORDS = /[\p{L}\p{N}]+/gu;

/**
 * Why an account looks like one that customers are served from: by a tag, a unit's name or its own name. A look and no more: nothing is decided by it.
 * @returns the reason in a few words; null when nothing says so
 */
export function looksLikeProduction({ accountName, units, tags }: NamedPlace): string | null {
  for (const [key, value] of Object.entries(tags))
    if (TAG.test(key)) return saysProduction(value) ? `tag ${key}: ${value}` : null;
  const unit = units.find(saysProduction);
  if (unit !== undefined) return `unit ${unit}`;
  return saysProduction(accountName) ? "by its name" : null;
}

function saysProduction(name: string): boolean {
  const words = name.toLowerCase().match(WORDS) ?? [];
  return words.some((word, index) => {
    const before = words[index - 1];
    return /^(prod|production|live)$/.test(word) && before !== "non" && before !== "not" && before !== "pre";
  });
}
