import { Html } from "./html.ts";

const light = `color-scheme: light; --ground: #f8fafb; --surface: #ffffff; --hover: #edf6f8; --line: #d8dfe0; --edge: #768589;
  --ink: #152329; --ink-2: #435359; --ink-3: #59676d; --accent: #0d607a; --accent-hi: #004c66; --on-accent: #ffffff; --focus: #007db0;`;

const dark = `color-scheme: dark; --ground: #0e1619; --surface: #141d22; --hover: #18252a; --line: #242e33; --edge: #68777d;
  --ink: #e4ebec; --ink-2: #acb8bb; --ink-3: #919ea2; --accent: #78c8df; --accent-hi: #94dbed; --on-accent: #04161e; --focus: #60ceef;`;

/** The product's tokens, as far as the demo's pages use them, and the few shapes those pages are made of. */
export const styles = new Html(`
:root { ${light}
  --font-sans: "Radio Canada Variable", "Radio Canada", ui-sans-serif, system-ui, "Segoe UI", sans-serif;
  --font-mono: "Commit Mono", ui-monospace, "SFMono-Regular", Menlo, Consolas, monospace;
  --control: 2rem; --body: 0.8125rem; --read: 0.875rem; --note: 0.75rem; }
@media (prefers-color-scheme: dark) { :root { ${dark} } }
@media (max-width: 40rem), (pointer: coarse) { :root { --control: 2.75rem; --body: 0.9375rem; --read: 1rem; --note: 0.8125rem; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 400 var(--read)/1.5 var(--font-sans); font-variant-numeric: tabular-nums; }
header { display: flex; align-items: center; gap: 0.5rem; height: 2.75rem; padding: 0 1rem; border-bottom: 1px solid var(--line); font-weight: 600; }
header svg { width: 18px; height: 18px; fill: var(--accent); }
main { max-width: 60rem; margin: 0 auto; padding: 2rem 1rem 3rem; }
h1 { margin: 0 0 0.5rem; font-size: 1.625rem; line-height: 1.4; font-weight: 400; text-wrap: balance; }
h2 { margin: 2rem 0 0; padding-bottom: 0.25rem; border-bottom: 1px solid var(--ink); font-size: 0.9375rem; font-weight: 600; }
p { margin: 0 0 1rem; max-width: 68ch; color: var(--ink-2); }
a { color: var(--accent); text-underline-offset: 0.15em; }
a:hover { color: var(--accent-hi); }
:focus-visible { outline: none; box-shadow: 0 0 0 2px var(--ground), 0 0 0 4px var(--focus); }
button, .button { display: inline-flex; align-items: center; min-height: var(--control); padding: 0 0.75rem; border: 1px solid var(--edge); border-radius: 3px;
  background: var(--surface); color: var(--ink); font: 500 var(--body)/1.2 var(--font-sans); cursor: pointer; text-decoration: none; }
button:hover { background: var(--hover); }
button.primary { border-color: var(--accent); background: var(--accent); color: var(--on-accent); }
button.primary:hover { border-color: var(--accent-hi); background: var(--accent-hi); }
.buttons { display: flex; flex-wrap: wrap; gap: 0.5rem; margin: 1rem 0; }
.people { margin: 0; padding: 0; list-style: none; border-top: 1px solid var(--ink); }
.people li { border-bottom: 1px solid var(--line); }
.people button { display: grid; grid-template-columns: minmax(12rem, 1fr) minmax(0, 2fr); gap: 0 1.5rem; width: 100%; padding: 0.5rem 0.25rem; border: 0; border-radius: 0;
  background: none; text-align: left; font-weight: 400; line-height: 1.5; }
.people button:hover { background: var(--hover); }
.people strong { font-weight: 600; font-size: var(--read); }
.people small { grid-column: 1; color: var(--ink-3); font-size: var(--note); overflow-wrap: anywhere; }
.people span { grid-column: 2; grid-row: 1 / span 2; align-self: center; color: var(--ink-2); }
table { width: 100%; border-collapse: collapse; font-size: var(--body); }
th { padding: 0.5rem 0.75rem 0.25rem 0; text-align: left; font-size: var(--note); font-weight: 500; color: var(--ink-3); border-bottom: 1px solid var(--edge); }
td { padding: 0.5rem 0.75rem 0.5rem 0; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
td.time { white-space: nowrap; color: var(--ink-2); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.25rem 1rem; margin: 0 0 1rem; }
dt { color: var(--ink-3); } dd { margin: 0; overflow-wrap: anywhere; }
iframe { display: block; width: 100%; height: 42rem; border: 1px solid var(--line); background: #ffffff; }
pre { overflow-x: auto; padding: 0.75rem; border: 1px solid var(--line); background: var(--surface); font: 400 var(--body)/1.5 var(--font-mono); white-space: pre-wrap; }
.now { font-size: 1.375rem; font-weight: 600; color: var(--ink); }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
@media (max-width: 40rem) { .people button { grid-template-columns: 1fr; } .people span { grid-column: 1; grid-row: auto; }
  td.time { white-space: normal; } }
`);
