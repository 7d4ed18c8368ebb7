import { html, type Markup } from "#lib/html.ts";
import type { LetterContent } from "./letter.ts";

const FACE = "font-family:'Segoe UI',-apple-system,BlinkMacSystemFont,Roboto,Helvetica,Arial,sans-serif;";
const INK = "#152329";
const INK_2 = "#435359";
const PETROL = "#0d607a";

function table(rows: Markup | readonly Markup[], style = ""): Markup {
  return html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="${style}">${rows}</table>`;
}

function row(padding: string, content: Markup): Markup {
  return html`<tr><td style="${FACE}padding:${padding};color:${INK};">${content}</td></tr>`;
}

function sentence(content: LetterContent): Markup {
  const runs = content.sentence.map((run) =>
    typeof run === "string" ? html`${run}` : html`<b style="color:${INK};">${run.strong}</b>`,
  );
  return html`<h1 style="${FACE}margin:0;font-size:22px;line-height:30px;font-weight:400;color:${INK_2};">${runs}</h1>`;
}

function quote({ words, by }: { words: string; by: string }): Markup {
  return table(
    html`<tr><td style="${FACE}border-left:2px solid #b6c0c2;padding:2px 0 2px 12px;font-size:15px;line-height:22px;color:${INK};">“${words}”<div style="font-size:13px;line-height:19px;color:${INK_2};">${by}</div></td></tr>`,
  );
}

/** Post, window, post, and the dotted time that an open session may live on, in table cells. */
function drawnWindow({ start, end, tail }: { start: string; end: string; tail: string }): Markup {
  const post = html`<td width="2" style="width:2px;background:${PETROL};font-size:0;line-height:18px;">&nbsp;</td>`;
  const bar = (width: string, style: string) =>
    html`<td width="${width}" style="padding:5px 0;">${table(html`<tr><td style="height:6px;line-height:6px;font-size:0;${style}">&nbsp;</td></tr>`)}</td>`;
  const solid = `background:#dcf0f7;border-top:1px solid ${PETROL};border-bottom:1px solid ${PETROL};`;
  const dotted = `border-top:1px dotted ${PETROL};border-bottom:1px dotted ${PETROL};`;
  const label = (width: string, align: string, text: string) =>
    html`<td width="${width}" valign="top" align="${align}" style="${FACE}font-size:12px;line-height:17px;color:${INK_2};">${text}</td>`;
  return html`${table(html`<tr>${post}${bar("64%", solid)}${post}${bar("34%", dotted)}</tr>`)}
${table(html`<tr>${label("28%", "left", start)}${label("37%", "right", end)}${label("35%", "right", tail)}</tr>`)}`;
}

function facts(rows: LetterContent["facts"]): Markup {
  const line = "border-bottom:1px solid #d8dfe0;";
  return table(
    rows.map(
      ({ label, value }) =>
        html`<tr><td valign="top" style="${FACE}${line}font-size:14px;line-height:20px;color:${INK_2};padding:7px 16px 7px 0;white-space:nowrap;">${label}</td><td valign="top" width="100%" style="${FACE}${line}font-size:14px;line-height:20px;color:${INK};padding:7px 0;">${value}</td></tr>`,
    ),
    `border-top:1px solid ${INK};`,
  );
}

function button({ label, url }: { label: string; url: string }): Markup {
  return html`<table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr><td bgcolor="${PETROL}" style="background:${PETROL};border-radius:3px;"><a href="${url}" style="${FACE}display:inline-block;padding:13px 22px;font-size:15px;line-height:20px;font-weight:600;color:#ffffff;text-decoration:none;">${label}</a></td></tr></table>`;
}

/**
 * Sets a letter as HTML for mail programs: one column of 560 px, nested tables, inline styles, nothing from outside.
 * @param organisation the company's name, beside the product's
 */
export function letterHtml(content: LetterContent, organisation: string): string {
  const body = [
    row(
      "20px 32px 0",
      html`<span style="font-size:14px;line-height:20px;color:${INK_2};"><b style="color:${INK};">Gatehouse</b> &nbsp;at ${organisation}</span>`,
    ),
    row("14px 32px 0", sentence(content)),
    ...(content.quote ? [row("14px 32px 0", quote(content.quote))] : []),
    ...(content.window ? [row("20px 32px 0", drawnWindow(content.window))] : []),
    ...(content.facts.length > 0 ? [row("16px 32px 0", facts(content.facts))] : []),
    row("22px 32px 0", button(content.button)),
    row(
      "16px 32px 24px",
      html`<span style="font-size:13px;line-height:19px;color:${INK_2};">${content.closing}</span>`,
    ),
  ];
  const column = "width:100%;max-width:560px;";
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Gatehouse</title></head>
<body style="margin:0;padding:0;background:#f4f7f7;"><div style="display:none;max-height:0;overflow:hidden;">${content.preview}</div>
${table(
  html`<tr><td align="center" style="padding:24px 0;">
${table(body, `${column}background:#ffffff;border-top:3px solid ${PETROL};`)}
${table(row("14px 32px", html`<span style="font-size:12px;line-height:17px;color:#59676d;">${content.because}</span>`), column)}
</td></tr>`,
  "background:#f4f7f7;",
)}</body></html>`.source;
}
