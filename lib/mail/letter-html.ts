import { html, type Markup } from "#lib/html.ts";
import { type Fact, type LetterContent, plainContent, shortName, subjectOf } from "./letter.ts";
import { COLOURS, type Colour } from "./letter-colours.ts";
import { quoted } from "./quoted.ts";

const FACE = "font-family:'Segoe UI',-apple-system,BlinkMacSystemFont,Roboto,Helvetica,Arial,sans-serif;";
/** Outlook on Windows counts in its own way unless it is told not to. */
const EXACTLY = "mso-line-height-rule:exactly;";
/** A word without an end must not push the column out of a phone. */
const BREAKS = "word-break:break-word;overflow-wrap:anywhere;";

type Where = "text" | "ground" | "top" | "bottom" | "left";

const PROPERTY = {
  text: "color",
  ground: "background-color",
  top: "border-top-color",
  bottom: "border-bottom-color",
  left: "border-left-color",
} as const satisfies Record<Where, string>;

const places: readonly (readonly [Where, Colour])[] = [
  ["ground", "page"],
  ["ground", "card"],
  ["ground", "petrol"],
  ["ground", "wash"],
  ["text", "ink"],
  ["text", "ink-2"],
  ["text", "ink-3"],
  ["text", "grave"],
  ["text", "on-petrol"],
  ["top", "petrol"],
  ["top", "ink"],
  ["bottom", "petrol"],
  ["bottom", "line"],
  ["left", "edge"],
];

/** Only programs that ask for dark colours read this; the others have what is on the elements. Gmail leaves out a whole block for one rule that it does not know. */
const DARK = places
  .map(([where, colour]) => `.${where}-${colour}{${PROPERTY[where]}:${COLOURS[colour].dark}!important}`)
  .join("");
const NARROW =
  ".pad{padding-left:16px!important;padding-right:16px!important}.say{font-size:20px!important;line-height:27px!important}";

const light = (colour: Colour) => COLOURS[colour].light;
const ink = (colour: Colour) => `color:${light(colour)};`;

const TABLE = html`table role="presentation" cellpadding="0" cellspacing="0" border="0"`;

function table(rows: Markup | readonly Markup[]): Markup {
  return html`<${TABLE} width="100%">${rows}</table>`;
}

/** One row of the column: its text's size and colour, and the space around it. */
function row(
  padding: string,
  { size, line, colour }: { size: number; line: number; colour: Colour },
  content: Markup,
): Markup {
  return html`<tr><td class="pad text-${colour}" style="${FACE}${EXACTLY}${BREAKS}padding:${padding};font-size:${size}px;line-height:${line}px;${ink(colour)}">${content}</td></tr>`;
}

const READ = { size: 14, line: 20, colour: "ink" } as const;
const NOTE = { size: 13, line: 19, colour: "ink-2" } as const;

function strong(words: string): Markup {
  return html`<b class="text-ink" style="${ink("ink")}">${words}</b>`;
}

function sentence({ sentence: runs }: LetterContent): Markup {
  const set = runs.map((run) => (typeof run === "string" ? html`${run}` : strong(run.strong)));
  return html`<h1 class="say text-ink-2" style="${FACE}${EXACTLY}${BREAKS}margin:0;font-size:22px;line-height:30px;font-weight:400;${ink("ink-2")}">${set}</h1>`;
}

/** A text in which the number of a request stays on one line. */
function unbroken(text: string): Markup[] {
  return text
    .split(/(\bR-\d+)/)
    .map((part, index) =>
      index % 2 === 0 ? html`${part}` : html`<span style="white-space:nowrap;">${part}</span>`,
    );
}

/** Lines as they were typed. */
function lines(words: string): Markup[] {
  return words.split("\n").map((line, index) => (index === 0 ? html`${line}` : html`<br>${line}`));
}

function quote({ words, by }: { words: string; by: string }): Markup {
  const cell = `${FACE}${EXACTLY}${BREAKS}border-left:2px solid ${light("edge")};`;
  return table([
    html`<tr><td class="text-ink left-edge" style="${cell}padding:2px 0 2px 12px;font-size:15px;line-height:22px;${ink("ink")}">“${lines(words)}”</td></tr>`,
    html`<tr><td class="text-ink-2 left-edge" style="${cell}padding:0 0 2px 12px;font-size:13px;line-height:19px;${ink("ink-2")}">${by}</td></tr>`,
  ]);
}

/** Post, window, post, and the dotted time that an open session may live on, in table cells. */
function drawnWindow({ start, end, tail }: { start: string; end: string; tail: string }): Markup {
  const post = html`<td width="2" bgcolor="${light("petrol")}" class="ground-petrol" style="width:2px;background-color:${light("petrol")};font-size:0;line-height:18px;">&nbsp;</td>`;
  const edges = (kind: "solid" | "dotted") =>
    `height:6px;line-height:6px;font-size:0;border-top:1px ${kind} ${light("petrol")};border-bottom:1px ${kind} ${light("petrol")};`;
  const bar = (width: Markup, cell: Markup) =>
    html`<td${width} style="padding:5px 0;">${table(html`<tr>${cell}</tr>`)}</td>`;
  const used = html`<td bgcolor="${light("wash")}" class="ground-wash top-petrol bottom-petrol" style="${edges("solid")}background-color:${light("wash")};">&nbsp;</td>`;
  const after = html`<td class="top-petrol bottom-petrol" style="${edges("dotted")}">&nbsp;</td>`;
  const label = (width: string, align: string, padding: string, text: string) =>
    html`<td width="${width}" valign="top" align="${align}" class="text-ink-2" style="${FACE}${EXACTLY}padding:${padding};font-size:12px;line-height:17px;${ink("ink-2")}">${text}</td>`;
  return html`${table(html`<tr>${post}${bar(html` width="64%"`, used)}${post}${bar(html``, after)}</tr>`)}
${table(html`<tr>${label("30%", "left", "2px 6px 0 0", start)}${label("34%", "right", "2px 0 0", end)}${label("36%", "right", "2px 0 0 6px", tail)}</tr>`)}`;
}

function factRow({ label, value, isGrave }: Fact): Markup {
  const cell = `${FACE}${EXACTLY}border-bottom:1px solid ${light("line")};font-size:14px;line-height:20px;`;
  const told = isGrave
    ? html`<b class="text-grave" style="${ink("grave")}">${value}</b>`
    : html`${lines(value)}`;
  return html`<tr><td width="108" valign="top" class="text-ink-2 bottom-line" style="${cell}width:108px;padding:7px 12px 7px 0;${ink("ink-2")}">${label}</td><td valign="top" class="text-ink bottom-line" style="${cell}${BREAKS}padding:7px 0;${ink("ink")}">${told}</td></tr>`;
}

function facts(rows: readonly Fact[]): Markup {
  return html`<${TABLE} width="100%" class="top-ink" style="border-top:1px solid ${light("ink")};">${rows.map(factRow)}</table>`;
}

/** A cell with the link in it: Outlook on Windows pads the cell, the others the link, so that all of it can be touched. */
function button({ label, url }: { label: string; url: string }): Markup {
  return html`<${TABLE}><tr><td align="center" bgcolor="${light("petrol")}" class="ground-petrol" style="background-color:${light("petrol")};border-radius:3px;mso-padding-alt:13px 22px;"><a href="${url}" class="text-on-petrol" style="${FACE}${EXACTLY}display:inline-block;padding:13px 22px;font-size:15px;line-height:20px;font-weight:600;${ink("on-petrol")}text-decoration:none;">${label}</a></td></tr></table>`;
}

/** A column of 560 px; Outlook on Windows knows no greatest width, and is given a table of that one. */
function column(rows: Markup | readonly Markup[], look: { ground: Markup; style: string }): Markup {
  return html`<!--[if mso]><${TABLE} width="560" align="center"><tr><td><![endif]-->
<${TABLE} width="100%" align="center"${look.ground} style="width:100%;max-width:560px;${look.style}">${rows}</table>
<!--[if mso]></td></tr></table><![endif]-->`;
}

/**
 * Sets a letter as HTML for mail programs: one column of 560 px, nested tables, styles on the elements, nothing from outside.
 * @param organisation the company's name, beside the product's
 */
export function letterHtml(given: LetterContent, organisation: string): string {
  const content = plainContent(given);
  const body = [
    row(
      "20px 32px 0",
      { ...READ, colour: "ink-2" },
      html`${strong("Gatehouse")} at ${shortName(quoted(organisation))}`,
    ),
    row("14px 32px 0", READ, sentence(content)),
    ...(content.quote ? [row("14px 32px 0", READ, quote(content.quote))] : []),
    ...(content.window ? [row("20px 32px 0", READ, drawnWindow(content.window))] : []),
    ...(content.facts.length > 0 ? [row("16px 32px 0", READ, facts(content.facts))] : []),
    row("22px 32px 0", READ, button(content.button)),
    row("16px 32px 24px", NOTE, html`${unbroken(content.closing)}`),
  ];
  const because = row(
    "14px 32px",
    { size: 12, line: 17, colour: "ink-3" },
    html`${unbroken(content.because)}`,
  );
  return html`<!doctype html>
<html lang="en" dir="ltr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><meta name="format-detection" content="telephone=no,date=no,address=no,email=no,url=no"><title>${subjectOf(given)}</title>
<style>@media (max-width:480px){${NARROW}}</style>
<style>:root{color-scheme:light dark;supported-color-schemes:light dark}@media (prefers-color-scheme:dark){${DARK}}</style></head>
<body class="ground-page" bgcolor="${light("page")}" style="margin:0;padding:0;background-color:${light("page")};"><div style="display:none;max-height:0;overflow:hidden;mso-hide:all;">${content.preview}</div>
<${TABLE} width="100%" bgcolor="${light("page")}" class="ground-page" style="background-color:${light("page")};"><tr><td align="center" style="padding:24px 0;">
${column(body, {
  ground: html` bgcolor="${light("card")}" class="ground-card top-petrol"`,
  style: `background-color:${light("card")};border-top:3px solid ${light("petrol")};`,
})}
${column(because, { ground: html``, style: "" })}
</td></tr></table></body></html>`.source;
}
