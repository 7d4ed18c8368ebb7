import { Html } from "#demo/pages/html.ts";

/** What the simulator's page needs beside the shapes of all the demo's pages. */
export const simulatorStyles = new Html(`
h3 { margin: 1.25rem 0 0.25rem; font-size: var(--read); font-weight: 600; }
h2 + p { margin-top: 0.5rem; }
code { font: 400 0.92em var(--font-mono); overflow-wrap: anywhere; }
input, textarea { width: 100%; min-height: var(--control); padding: 0.25rem 0.5rem; border: 1px solid var(--edge); border-radius: 3px;
  background: var(--surface); color: var(--ink); font: 400 var(--read)/1.4 var(--font-sans); }
textarea { font-family: var(--font-mono); resize: vertical; }
label { display: flex; flex-direction: column; justify-content: space-between; gap: 0.25rem; color: var(--ink-2); font-size: var(--note); }
label.flag { flex-direction: row; align-items: center; justify-content: flex-start; gap: 0.5rem; min-height: var(--control); font-size: var(--body); }
label.flag input { width: 1.125rem; min-height: 1.125rem; height: 1.125rem; margin: 0; accent-color: var(--accent); }
.fields { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(13rem, 100%), 1fr)); gap: 0.75rem 1rem; margin: 0.75rem 0; }
label.long { grid-column: 1 / -1; }
label.wider { grid-column: span 2; }
@media (max-width: 40rem) { .fields { grid-template-columns: repeat(2, minmax(0, 1fr)); } label.wider, label:has([list]) { grid-column: 1 / -1; } }
.act { border-bottom: 1px solid var(--line); }
.act form { padding: 0 0 0.5rem 1.1rem; }
summary { min-height: var(--control); padding: 0.375rem 0; cursor: pointer; overflow-wrap: anywhere; }
summary span { color: var(--ink-2); margin-left: 0.25rem; }
.outside { padding-bottom: 0.25rem; border-bottom: 1px solid var(--line); }
.outside h3 { margin-top: 0.75rem; }
.outside .buttons { margin: 0.75rem 0; }
.wide { position: relative; overflow-x: auto; }
.wide table { min-width: 34rem; }
li.over { color: var(--ink-3); }
.lines { margin: 0; padding: 0; list-style: none; }
.lines li { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0.5rem 1rem; padding: 0.5rem 0; border-bottom: 1px solid var(--line); }
.lines span { overflow-wrap: anywhere; }
.inline { display: flex; flex-wrap: wrap; gap: 0.5rem; }
.problem { padding: 0.5rem 0.75rem; border: 1px solid var(--ink); border-left-width: 4px; background: var(--surface); color: var(--ink); }
`);
