import { type Html, html } from "../pages/html.ts";
import { moment } from "../pages/moment.ts";
import { page } from "../pages/page.ts";

const steps = [
  { minutes: 15, word: "15 minutes" },
  { minutes: 60, word: "1 hour" },
  { minutes: 1440, word: "1 day" },
] as const;

/** The steps the page offers, in minutes; it takes no others. */
export const stepsInMinutes: readonly number[] = steps.map(({ minutes }) => minutes);

/**
 * The page that turns the product's clock.
 * @param now what the product takes for now
 * @param aheadMs how far that is ahead of the machine's clock
 */
export function clockPage(now: Date, aheadMs: number): string {
  const body = html`<h1>It is <span class="now">${moment(now)}</span> UTC in the console</h1>
<p>${aheadSentence(aheadMs)} Turn it forward to see access end on time. It never goes back; <code>npm run demo:reset</code> begins again.</p>
<form method="post"><div class="buttons">${steps.map(stepButton)}</div></form>
<p><a href="/">Back to the inbox</a></p>`;
  return page({ title: "Clock", server: "Demo clock", body });
}

function stepButton({ minutes, word }: (typeof steps)[number]): Html {
  return html`<button class="primary" name="minutes" value="${minutes}">Forward ${word}</button>`;
}

function aheadSentence(aheadMs: number): string {
  const minutes = Math.round(aheadMs / 60_000);
  if (minutes === 0) return "The product's clock goes with this machine's.";
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
  const words = [days > 0 ? `${days} d` : "", hours > 0 ? `${hours} h` : "", rest > 0 ? `${rest} min` : ""];
  return `The product's clock is ${words.filter(Boolean).join(" ")} ahead of this machine's.`;
}
