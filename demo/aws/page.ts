import { type Html, html } from "#demo/pages/html.ts";
import { moment } from "#demo/pages/moment.ts";
import { page } from "#demo/pages/page.ts";
import { faultFormsMarkup } from "./page/fault-forms.ts";
import { faultsMarkup } from "./page/faults-in-force.ts";
import { choicesMarkup } from "./page/field.ts";
import { outsideFormsMarkup } from "./page/outside-forms.ts";
import { settingsFormMarkup } from "./page/settings-form.ts";
import { simulatorStyles } from "./page/styles.ts";
import { allMarkup, madeMarkup, underWayMarkup } from "./page/what-stands.ts";
import { nowOf, type World } from "./world.ts";

const server = "Simulated AWS";
const styles = html`<style>${simulatorStyles}</style>`;

/** What was done by hand lately, the latest first. */
export type Deed = { at: Date; words: string };

/**
 * The page at "/": what goes wrong, what an administrator outside does, how AWS behaves and what stands.
 * @param problem why what was just sent was not done
 */
export function renderPage(
  world: World,
  { deeds, problem }: { deeds: readonly Deed[]; problem?: string },
): string {
  const [last] = deeds;
  const told = last ? html`<p role="status">Done at ${moment(last.at)}: ${last.words}</p>` : "";
  const body = html`${heading(world)}
<p>Everything here can be done while Gatehouse works. <a href="/watch">Watch only</a>, renewed every few seconds</p>
${problem === undefined ? told : html`<p class="problem" role="alert">That was not done. ${problem}</p>`}
<section id="wrong"><h2>What goes wrong</h2>${faultsMarkup(world, true)}
<h3>Let something go wrong</h3>
<p>Times and minutes left empty: until it is cleared. Minutes pass on the simulated clock.</p>
${faultFormsMarkup()}</section>
<section id="under-way"><h2>Under way</h2>${underWayMarkup(world, true)}</section>
<section id="outside"><h2>An administrator outside</h2><p>Done in AWS behind Gatehouse's back. Say a name or an id.</p>${outsideFormsMarkup()}</section>
<section id="settings"><h2>How AWS behaves</h2>${settingsFormMarkup(world)}
<h3>Credentials</h3><p>Those handed out at <code>/_simulator/credentials</code> until now:</p>
<form method="post" action="/forms/expire"><div class="buttons"><button>Let them expire</button></div></form></section>
<section id="made"><h2>Made since the beginning</h2>${madeMarkup(world)}</section>
<section id="all"><h2>All assignments by account</h2>${allMarkup(world)}</section>
${choicesMarkup(world)}`;
  return page({ title: server, server, head: styles, body });
}

/** The page at "/watch", for people who watch an assignment come and go: it has no forms, so that it can renew itself. */
export function renderWatch(world: World): string {
  const body = html`${heading(world)}<p><a href="/">Let something go wrong</a></p>
<h2>Under way</h2>${underWayMarkup(world, false)}
<h2>Made since the beginning</h2>${madeMarkup(world)}
<h2>What goes wrong</h2>${faultsMarkup(world, false)}`;
  const head = html`<meta http-equiv="refresh" content="5">${styles}`;
  return page({ title: server, server, head, body });
}

function heading(world: World): Html {
  return html`<h1>${world.instance.name}: ${world.accounts.size} accounts, ${world.assignments.size} assignments</h1>
<p>It is <strong>${moment(nowOf(world))}</strong> UTC in AWS.</p>`;
}
