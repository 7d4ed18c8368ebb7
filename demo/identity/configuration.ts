import type { Configuration, Context } from "oidc-provider";
import { Html } from "../pages/html.ts";
import { pageHeaders } from "../pages/page.ts";
import { adapterFor } from "./adapter.ts";
import { failurePage, signedOutPage, signOutPage } from "./pages.ts";
import type { DemoPerson } from "./person.ts";
import type { ProviderState } from "./state.ts";

/** The one application that may send people here. */
export interface IdentityClient {
  readonly id: string;
  readonly secret: string;
  readonly redirectUris: readonly string[];
  readonly postLogoutRedirectUris: readonly string[];
}

const scopes = ["openid", "profile", "email"];

/** How oidc-provider is set up: PKCE always, no consent, `auth_time` in every ID token, everybody from `people`. */
export function configurationFor(
  client: IdentityClient,
  people: readonly DemoPerson[],
  state: ProviderState,
): Configuration {
  return {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: client.redirectUris,
        post_logout_redirect_uris: client.postLogoutRedirectUris,
        grant_types: ["authorization_code"],
        response_types: ["code"],
        token_endpoint_auth_method: "client_secret_basic",
        require_auth_time: true,
      },
    ],
    jwks: { keys: [state.signingKey] },
    // The console is on the same host under another port, and cookies know no ports.
    cookies: {
      keys: [state.cookieKey],
      names: { session: "demo_idp_session", interaction: "demo_idp_interaction", resume: "demo_idp_resume" },
    },
    pkce: { required: () => true },
    claims: {
      openid: ["sub"],
      profile: ["name", "preferred_username"],
      email: ["email", "email_verified"],
    },
    scopes,
    conformIdTokenClaims: false,
    clientBasedCORS: () => false,
    ttl: {
      AccessToken: 600,
      AuthorizationCode: 60,
      IdToken: 600,
      Interaction: 3600,
      Session: 43_200,
      Grant: 43_200,
    },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (context: Context, form: string) => show(context, signOutPage(new Html(form))),
        postLogoutSuccessSource: (context: Context) => show(context, signedOutPage()),
      },
    },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    adapter: (model) => adapterFor(state, model),
    findAccount(_context, id) {
      const person = people.find(({ sub }) => sub === id);
      return person && { accountId: id, claims: () => claimsOf(person) };
    },
    async loadExistingGrant({ oidc }) {
      const grant = new oidc.provider.Grant({
        clientId: oidc.client.clientId,
        accountId: oidc.session.accountId,
      });
      grant.addOIDCScope(scopes.join(" "));
      await grant.save();
      return grant;
    },
    renderError: (context, { error, error_description }) =>
      show(context, failurePage(error, error_description ?? "")),
  };
}

function claimsOf({ sub, name, email, userName }: DemoPerson): object {
  return { sub, name, email, email_verified: true, preferred_username: userName };
}

function show(context: Context, body: string): void {
  context.set(pageHeaders);
  context.body = body;
}
