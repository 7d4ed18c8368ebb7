import { expect } from "vitest";

/** For tests: any text with these words in it. Vitest types its own matchers as `any`. */
export function textWith(words: string): unknown {
  return expect.stringContaining(words);
}

export const anyText: unknown = expect.any(String);

export const anyDate: unknown = expect.any(Date);
