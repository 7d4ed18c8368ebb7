import { html } from "#lib/html.ts";

/**
 * A page that takes the browser on to the identity provider. A redirect would do so within the form's own submission, and
 * `form-action 'self'` would stop it, there and at every further redirect of the provider's; a page begins anew.
 * @param location the authorization request's address
 * @see https://www.w3.org/TR/CSP3/#directive-form-action
 */
export function handoffPage(location: string): string {
  return html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="refresh" content="0;url=${location}">
<link rel="icon" href="/icon.svg">
<title>Signing in · Gatehouse</title>
<main><p>Going to <a href="${location}">${new URL(location).host}</a> to sign you in.</p></main>
</html>
`.source;
}
