import { type Fact, type LetterContent, plainContent, shortName } from "./letter.ts";
import { quoted } from "./quoted.ts";

const WIDTH = 72;

/** Breaks a text at spaces so that no line is longer than a terminal's, unless a single word is. */
function wrap(text: string, first = "", others = first): string {
  const lines: string[] = [];
  let indent = first;
  for (const paragraph of text.split("\n")) {
    let line = indent;
    for (const word of paragraph.split(" ")) {
      if (line.length > indent.length && line.length + 1 + word.length > WIDTH) {
        lines.push(line);
        indent = others;
        line = indent;
      }
      line += line.length > indent.length ? ` ${word}` : word;
    }
    lines.push(line.trimEnd());
    indent = others;
  }
  return lines.join("\n");
}

/** The facts as a list with its labels side by side; what is longer than a line goes on below its value. */
function listed(facts: readonly Fact[]): string {
  const margin = Math.max(0, ...facts.map(({ label }) => label.length)) + 2;
  return facts.map(({ label, value }) => wrap(value, label.padEnd(margin), " ".repeat(margin))).join("\n");
}

/** Sets a letter as plain text: the same facts in the same order as its HTML. */
export function letterText(given: LetterContent, organisation: string): string {
  const content = plainContent(given);
  const sentence = content.sentence.map((run) => (typeof run === "string" ? run : run.strong)).join("");
  const { quote, window, button } = content;
  const blocks = [
    wrap(`Gatehouse at ${shortName(quoted(organisation))}`),
    wrap(sentence),
    quote && `${wrap(`“${quote.words}”`, "> ")}\n${wrap(quote.by, "> ")}`,
    window && [window.start, window.end, window.tail].map((line) => wrap(line)).join("\n"),
    listed(content.facts),
    `${button.label}:\n${button.url}`,
    wrap(content.closing),
    `-- \n${wrap(content.because)}`,
  ];
  return `${blocks.filter((block) => block !== null && block !== "").join("\n\n")}\n`;
}
