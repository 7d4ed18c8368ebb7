import { type Html, html } from "../pages/html.ts";
import { page } from "../pages/page.ts";
import type { DemoPerson } from "./person.ts";

const server = "Demo identity provider";

/** The page that asks who is signing in. It has no password: whoever can reach the demo may be anybody in it. */
export function signInPage(people: readonly DemoPerson[], again: boolean): string {
  const body = html`<h1>${again ? "Confirm who you are" : "Who is signing in?"}</h1>
<p>This stands in for your company's identity provider. Choose a person; there is no password.</p>
<form method="post"><ul class="people">${people.map(personRow)}</ul></form>`;
  return page({ title: "Sign in", server, body });
}

function personRow(person: DemoPerson): Html {
  return html`<li><button name="login" value="${person.sub}"><strong>${person.name}</strong><span>${person.may}</span><small>${person.email}</small></button></li>`;
}

/** The page that asks whether to end the provider's own session; `form` is oidc-provider's, without its buttons. */
export function signOutPage(form: Html): string {
  const body = html`<h1>Sign out here too?</h1>
<p>You have left the console. If you stay signed in here, the next sign-in goes through without asking.</p>
${form}<div class="buttons"><button class="primary" type="submit" form="op.logoutForm" name="logout" value="yes">Sign out</button>
<button type="submit" form="op.logoutForm">Stay signed in</button></div>`;
  return page({ title: "Sign out", server, body });
}

/** The page after signing out when there is nowhere to go back to. */
export function signedOutPage(): string {
  return page({ title: "Signed out", server, body: html`<h1>You are signed out</h1>` });
}

/** The page for a sign-in that cannot go on. */
export function failurePage(error: string, description: string): string {
  const body = html`<h1>This sign-in cannot go on</h1><p>${description}</p><p><code>${error}</code></p>
<p>Go back to the console and sign in again.</p>`;
  return page({ title: "Sign-in failed", server, body });
}
