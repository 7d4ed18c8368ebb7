/** A run of the opening sentence; the strong ones carry its facts. */
export type Run = string | { strong: string };

/** What a letter says, before it is set as HTML and as plain text. The same in the same order in both. */
export type LetterContent = {
  /** The sentence that opens the letter; as plain text it is the subject. */
  sentence: readonly Run[];
  /** What a mail program shows beside the subject. */
  preview: string;
  quote: { words: string; by: string } | null;
  /** The window: what stands at its start, its end, and where open sessions may live until. */
  window: { start: string; end: string; tail: string } | null;
  facts: readonly { label: string; value: string }[];
  button: { label: string; url: string };
  /** What the link does and does not do. */
  closing: string;
  /** Why this person gets it. */
  because: string;
};

/** A letter as it goes out. */
export type Letter = { subject: string; html: string; text: string };

const LONGEST_SUBJECT = 180;

/** The opening sentence as one line, without its full stop. */
export function subjectOf(content: LetterContent): string {
  const sentence = content.sentence.map((run) => (typeof run === "string" ? run : run.strong)).join("");
  const line = sentence.replace(/\p{Cc}+/gu, " ").replace(/\.$/, "");
  return line.length > LONGEST_SUBJECT ? `${line.slice(0, LONGEST_SUBJECT - 1)}…` : line;
}
