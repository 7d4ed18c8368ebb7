import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { join } from "node:path";
import { Provider } from "oidc-provider";
import { clockTold } from "../clock/follow-clock.ts";
import { readBody } from "../http/read-body.ts";
import { type Answer, serve } from "../http/serve.ts";
import { pageHeaders } from "../pages/page.ts";
import { configurationFor, type IdentityClient } from "./configuration.ts";
import { signInPage } from "./pages.ts";
import type { DemoPerson } from "./person.ts";
import { openState } from "./state.ts";

/** Stands between the provider and whoever asks it; tests make the provider lie with it. `signingKey` is a private JWK. */
export type Lie = (
  honest: RequestListener,
  signingKey: Readonly<Record<string, unknown>>,
) => (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Port 0 takes any free one; without a folder nothing is kept over a restart. `onClock` hears how far the product's clock is ahead. */
export interface IdentityProviderOptions {
  readonly port: number;
  readonly people: readonly DemoPerson[];
  readonly client: IdentityClient;
  readonly stateFolder?: string;
  readonly lie?: Lie;
  readonly onClock?: (offsetMs: number) => void;
}

/** A running provider. */
export interface IdentityProvider {
  readonly issuer: string;
  readonly port: number;
  stop(): Promise<void>;
}

/** Starts an OpenID provider on 127.0.0.1 at which `people` sign in by choosing themselves. */
export async function startIdentityProvider(options: IdentityProviderOptions): Promise<IdentityProvider> {
  const state = openState(options.stateFolder && join(options.stateFolder, "identity.json"));
  const server = await serve(options.port, (port) => {
    const provider = new Provider(issuerOn(port), configurationFor(options.client, options.people, state));
    provider.on("server_error", (_context, error) => console.error(error));
    const honest = provider.callback();
    const answer: Answer = options.lie?.(honest, state.signingKey) ?? honest;
    return async (request, response) => {
      if (options.onClock && request.method === "POST" && request.url === "/_identity/clock") {
        options.onClock(clockTold.parse(JSON.parse(await readBody(request))).offsetMs);
        response.writeHead(204).end();
      } else if (request.url?.startsWith("/interaction/"))
        await interact(provider, options.people, request, response);
      else await answer(request, response);
    };
  });
  return { issuer: issuerOn(server.port), port: server.port, stop: () => server.stop() };
}

function issuerOn(port: number): string {
  return `http://127.0.0.1:${port}`;
}

async function interact(
  provider: Provider,
  people: readonly DemoPerson[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { prompt } = await provider
    .interactionDetails(request, response)
    .catch(() => ({ prompt: undefined }));
  if (!prompt) {
    response
      .writeHead(400, { "content-type": "text/plain" })
      .end("This sign-in is over. Go back and sign in again.\n");
    return;
  }
  const chosen = request.method === "POST" ? new URLSearchParams(await readBody(request)).get("login") : null;
  const person = people.find(({ sub }) => sub === chosen);
  if (!person) {
    response.writeHead(200, pageHeaders).end(signInPage(people, prompt.reasons.includes("login_prompt")));
    return;
  }
  const result = { login: { accountId: person.sub, remember: true } };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}
