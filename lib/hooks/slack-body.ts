import { quoted } from "#lib/mail/quoted.ts";
import type { Piece, Told } from "./tell.ts";

/** The characters by which Slack's markup begins; written so, nothing is a mention, a channel or a link. https://docs.slack.dev/messaging/formatting-message-text */
const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

function escaped(text: string): string {
  return text.replaceAll(/[&<>]/g, (mark) => escapes[mark] ?? mark);
}

const plain = (piece: Piece) => (typeof piece === "string" ? piece : piece.strong);

/** Elements of a rich text are shown as they are: their text has no markup. https://docs.slack.dev/reference/block-kit/blocks/rich-text-block */
const text = (piece: Piece) =>
  typeof piece === "string"
    ? { type: "text", text: piece }
    : { type: "text", text: piece.strong, style: { bold: true } };

/** An event as a message of Slack's incoming webhooks: for the notification a line of text, for the channel blocks with one link. */
export function slackBody({ sentence, quote, facts, link }: Told): string {
  const shown = facts.map(({ label, value }) => `${label} ${value}`).join(", ");
  return JSON.stringify({
    text: escaped(quoted(sentence.map(plain).join(""))),
    unfurl_links: false,
    unfurl_media: false,
    blocks: [
      {
        type: "rich_text",
        elements: [
          { type: "rich_text_section", elements: sentence.filter((piece) => plain(piece) !== "").map(text) },
          ...(quote ? [{ type: "rich_text_quote", elements: [text(`“${quote.words}” ${quote.by}`)] }] : []),
          ...(shown === "" ? [] : [{ type: "rich_text_section", elements: [text(shown)] }]),
        ],
      },
      {
        type: "actions",
        elements: [
          {
            type: "button",
            text: { type: "plain_text", text: link.label },
            url: link.url,
            action_id: "open",
          },
        ],
      },
    ],
  });
}
