import { type Html, html } from "../pages/html.ts";
import { moment } from "../pages/moment.ts";
import { page } from "../pages/page.ts";
import type { Letter } from "./letters.ts";

const server = "Demo inbox";

/** The list of letters, newest first. */
export function inboxPage(letters: readonly Letter[]): string {
  const list = html`<table><caption>Letters, newest first</caption>
<thead><tr><th scope="col">Subject</th><th scope="col">To</th><th scope="col">Arrived (UTC)</th></tr></thead>
<tbody>${letters.map(letterRow)}</tbody></table>`;
  const body = html`<h1>${letters.length === 0 ? "No letter has arrived yet" : counted(letters.length)}</h1>
<p>Every letter the console sends in the demo ends here. Ask for access, and the approver's letter appears. <a href="/clock">Turn the clock</a>, or see <a href="/webhooks">what webhooks are told</a>.</p>
${letters.length === 0 ? "" : list}`;
  return page({ title: "Inbox", server, body });
}

function counted(letters: number): string {
  return letters === 1 ? "1 letter" : `${letters} letters, newest first`;
}

function letterRow(letter: Letter): Html {
  return html`<tr><td><a href="/letters/${letter.id}">${letter.subject || "(no subject)"}</a></td><td>${letter.to.join(", ")}</td><td class="time">${moment(letter.receivedAt)}</td></tr>`;
}

/** One letter: its HTML in a frame that can run nothing, then its plain text. */
export function letterPage(letter: Letter): string {
  const framed = html`<iframe title="The letter" sandbox="allow-popups allow-popups-to-escape-sandbox" src="/letters/${letter.id}/body"></iframe>`;
  const body = html`<p><a href="/">All letters</a></p>
<h1>${letter.subject || "(no subject)"}</h1>
<dl><dt>From</dt><dd>${letter.from}</dd><dt>To</dt><dd>${letter.to.join(", ")}</dd><dt>Arrived</dt><dd>${moment(letter.receivedAt)} UTC</dd></dl>
${letter.html === "" ? "" : framed}
<h2>Plain text</h2><pre>${letter.text}</pre>`;
  return page({ title: letter.subject || "Letter", server, body });
}

/** The headers of a letter's own HTML: it runs no script and loads nothing, wherever it is shown. */
export const bodyHeaders = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'self'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox",
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
} as const;

/** A letter's HTML with its links opening beside it, as in a mail program. */
export function letterBody(letter: Letter): string {
  return `<base target="_blank"><meta name="referrer" content="no-referrer">${letter.html}`;
}
