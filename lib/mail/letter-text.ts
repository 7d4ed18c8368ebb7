import type { LetterContent } from "./letter.ts";

const WIDTH = 72;

/** Breaks a paragraph at spaces so that no line is longer than a terminal's, unless a single word is. */
function wrap(text: string, indent = ""): string {
  const lines: string[] = [];
  for (const paragraph of text.split("\n")) {
    let line = indent;
    for (const word of paragraph.split(" ")) {
      if (line.length > indent.length && line.length + 1 + word.length > WIDTH) {
        lines.push(line);
        line = indent;
      }
      line += line.length > indent.length ? ` ${word}` : word;
    }
    lines.push(line);
  }
  return lines.join("\n");
}

/** Sets a letter as plain text: the same facts in the same order as its HTML. */
export function letterText(content: LetterContent, organisation: string): string {
  const sentence = content.sentence.map((run) => (typeof run === "string" ? run : run.strong)).join("");
  const labels = Math.max(0, ...content.facts.map(({ label }) => label.length));
  const blocks = [
    wrap(sentence),
    content.quote && `${wrap(`“${content.quote.words}”`, "> ")}\n${wrap(content.quote.by, "> ")}`,
    content.window && [content.window.start, content.window.end, content.window.tail].join("\n"),
    content.facts.map(({ label, value }) => `${label.padEnd(labels)}  ${value}`).join("\n"),
    `${content.button.label}:\n${content.button.url}`,
    wrap(content.closing),
    `-- \nGatehouse at ${organisation}\n${wrap(content.because)}`,
  ];
  return `${blocks.filter((block) => block !== null && block !== "").join("\n\n")}\n`;
}
