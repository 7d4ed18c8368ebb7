import { clipped } from "#lib/format.ts";
import { quoted } from "./quoted.ts";

/** A run of the opening sentence; the strong ones carry its facts. */
export type Run = string | { strong: string };

/** One line of what a letter tells. A grave one is what an approver must not overlook. */
export type Fact = { label: string; value: string; isGrave?: true };

/** What a letter says, before it is set as HTML and as plain text. The same in the same order in both. */
export type LetterContent = {
  /** The sentence that opens the letter; as plain text it is the subject. */
  sentence: readonly Run[];
  /** What a mail program shows beside the subject. */
  preview: string;
  quote: { words: string; by: string } | null;
  /** The window: what stands at its start, its end, and where open sessions may live until. */
  window: { start: string; end: string; tail: string } | null;
  facts: readonly Fact[];
  button: { label: string; url: string };
  /** What the link does and does not do. */
  closing: string;
  /** Why this person gets it. */
  because: string;
};

/** A letter as it goes out. */
export type Letter = { subject: string; html: string; text: string };

const LONGEST_SUBJECT = 200;
/** In a subject that is too long: a name must not push what is asked for out of sight. */
const LONGEST_IN_SUBJECT = 48;
const LONGEST_PREVIEW = 140;
const LONGEST_WORDS = 2_000;
const LONGEST_RUN = 200;
/** Of a name that says nothing more after it. */
const LONGEST_NAME = 80;

/** A name of a person as a letter has room for it, in one line. */
export function shortName(name: string): string {
  return clipped(name.replace(/\s+/gu, " "), LONGEST_NAME);
}

/** The opening sentence as one line, without its full stop. Where it is too long its names are cut, so that the rest of it is still said. */
export function subjectOf({ sentence }: LetterContent): string {
  const told = sentence.map((run) => (typeof run === "string" ? { plain: run } : run));
  const oneLine = (most: number) =>
    told
      .map((run) => ("plain" in run ? run.plain : clipped(quoted(run.strong), most)))
      .join("")
      .replace(/\s+/gu, " ")
      .trim()
      .replace(/\.$/, "");
  const whole = oneLine(Number.POSITIVE_INFINITY);
  return whole.length <= LONGEST_SUBJECT ? whole : clipped(oneLine(LONGEST_IN_SUBJECT), LONGEST_SUBJECT);
}

/**
 * A letter that is ready to be set: nothing in it is an address but its button's, nothing is there that cannot be seen, and nothing is endless,
 * whoever wrote the words and the names.
 */
export function plainContent(content: LetterContent): LetterContent {
  const words = (text: string) => clipped(quoted(text), LONGEST_WORDS);
  const { quote, window, button } = content;
  return {
    sentence: content.sentence.map((run) =>
      typeof run === "string" ? words(run) : { strong: clipped(quoted(run.strong), LONGEST_RUN) },
    ),
    preview: clipped(words(content.preview).replace(/\s+/gu, " "), LONGEST_PREVIEW),
    quote: quote && { words: words(quote.words), by: byLine(quote) },
    window: window && { start: words(window.start), end: words(window.end), tail: words(window.tail) },
    facts: content.facts.map((fact) => ({ ...fact, label: words(fact.label), value: words(fact.value) })),
    button: { label: words(button.label), url: button.url },
    closing: words(content.closing),
    because: words(content.because),
  };
}

/** Whose words they are, and why they look as nobody writes them. */
function byLine({ words, by }: { words: string; by: string }): string {
  const isBracketed = /\[[.@:/\\\u3002\ufe6b\uff0e\uff20\uff61]+\]/.test(quoted(words));
  const name = shortName(quoted(by));
  return isBracketed ? `${name}. Brackets keep an address in it from being a link.` : name;
}
