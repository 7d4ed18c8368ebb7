import type { DemoPerson } from "./identity/person.ts";
import type { Stack } from "./start-stack.ts";

/** What a visitor needs to know, in a few lines. */
export function banner(stack: Stack, people: readonly DemoPerson[]): string {
  const width = Math.max(...people.map(({ name }) => name.length));
  return [
    "",
    `  Gatehouse is open at ${stack.web}`,
    "",
    "  Sign in as (there are no passwords)",
    ...people.map(({ name, may }) => `    ${name.padEnd(width)}  ${may}`),
    "",
    `  Inbox  ${stack.inbox.padEnd(stack.inbox.length + 6)}  the letters arrive here`,
    `  Clock  ${stack.inbox}/clock  turn it, and see access end`,
    `  AWS    ${stack.simulator.padEnd(stack.inbox.length + 6)}  the simulated organisation`,
    "",
    "  Ctrl-C stops all of it. The state stays; `npm run demo:reset` begins again.",
    "",
  ].join("\n");
}
