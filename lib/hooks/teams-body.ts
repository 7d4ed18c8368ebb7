import type { Piece, Told } from "./tell.ts";

/** Runs of a rich text have no Markdown, as the text of a TextBlock has. https://learn.microsoft.com/adaptive-cards/authoring-cards/text-features */
const run = (piece: Piece) =>
  typeof piece === "string"
    ? { type: "TextRun", text: piece }
    : { type: "TextRun", text: piece.strong, weight: "Bolder" };

const lines = (pieces: readonly Piece[], look = {}) => ({
  type: "RichTextBlock",
  inlines: pieces
    .map(run)
    .filter(({ text }) => text !== "")
    .map((one) => ({ ...one, ...look })),
});

/** An event as an Adaptive Card with one link, in the envelope that a workflow of Teams takes ("When a Teams webhook request is received"). */
export function teamsBody({ sentence, quote, facts, link }: Told): string {
  const shown = facts.map(({ label, value }) => `${label} ${value}`).join(", ");
  return JSON.stringify({
    type: "message",
    attachments: [
      {
        contentType: "application/vnd.microsoft.card.adaptive",
        contentUrl: null,
        content: {
          $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
          type: "AdaptiveCard",
          version: "1.4",
          body: [
            lines(sentence),
            ...(quote ? [lines([`“${quote.words}” ${quote.by}`])] : []),
            ...(shown === "" ? [] : [lines([shown], { isSubtle: true, size: "Small" })]),
          ],
          actions: [{ type: "Action.OpenUrl", title: link.label, url: link.url }],
        },
      },
    ],
  });
}
