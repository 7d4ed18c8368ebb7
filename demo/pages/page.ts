import { type Html, html } from "./html.ts";
import { styles } from "./styles.ts";

/** The headers of a page that runs no script and loads nothing. */
export const pageHeaders = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; base-uri 'none'; frame-ancestors 'none'",
  "cache-control": "no-store",
  "referrer-policy": "same-origin",
  "x-content-type-options": "nosniff",
} as const;

const mark = html`<svg viewBox="0 0 18 18" aria-hidden="true"><path d="M2 1.5h2v15H2zM14 1.5h2v15h-2z"/><path d="M4 7.5h6.2v3H4z"/><path d="M11.2 7.5H14v1h-2.8zM11.2 9.5H14v1h-2.8z" opacity=".55"/></svg>`;

type Page = { title: string; server: string; body: Html; head?: Html };

/**
 * A whole page of one of the demo's servers, in the product's look.
 * @param page `server` says which one it is; `head` is what this page needs there beside what all of them have
 */
export function page({ title, server, body, head = html`` }: Page): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${styles}</style>
${head}
</head>
<body>
<header>${mark}<span>${server}</span></header>
<main>${body}</main>
</body>
</html>
`.markup;
}
