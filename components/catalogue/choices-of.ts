import type { FilterGroup } from "#components/catalogue/filter-panel.tsx";

/** A filter with a few words to choose from; choosing the word that is on takes the filter away. */
export function choicesOf<Word extends string>(
  label: string,
  words: Readonly<Record<Word, string>>,
  on: Word | undefined,
  hrefOf: (word: Word | undefined) => string,
): FilterGroup {
  const isWord = (word: string): word is Word => Object.hasOwn(words, word);
  const choices = Object.keys(words)
    .filter(isWord)
    .map((word) => ({
      label: words[word],
      href: hrefOf(word === on ? undefined : word),
      current: word === on,
    }));
  return { label, choices };
}
