import { AsyncLocalStorage } from "node:async_hooks";
import NextAuth, { type AuthOptions } from "next-auth";
import type { OAuthConfig } from "next-auth/providers/oauth";
import type { WebEnv } from "#lib/env.ts";
import { log } from "#lib/log.ts";
import { cookieName } from "./cookies.ts";
import type { Provider } from "./discover-provider.ts";
import { ATTEMPT_SECONDS } from "./sign-in-attempt.ts";

/** What is sent to next-auth: nothing of the browser's request but what stands here. */
type Call = {
  method: "GET" | "POST";
  action: "csrf" | "signin" | "callback";
  query?: Readonly<Record<string, string>>;
  cookies?: Readonly<Record<string, string>>;
  body?: Readonly<Record<string, string>>;
};

type Answer = { location: string | null; setCookies: readonly string[]; body: unknown };

export const PROVIDER_ID = "oidc";

const calls = new AsyncLocalStorage<{ correlationId: string }>();

const protocolLog = (level: "error" | "warn") => (event: string, detail?: unknown) => {
  log[level](
    { event, correlationId: calls.getStore()?.correlationId, problem: messageOf(detail) },
    "sign-in protocol",
  );
};

function messageOf(detail: unknown): string | undefined {
  // The library quotes states and nonces, which are nobody's to read while they are fresh.
  if (detail instanceof Error) return detail.message.replaceAll(/[\w-]{40,}/g, "…");
  if (typeof detail === "object" && detail !== null && "error" in detail) return messageOf(detail.error);
  return undefined;
}

function oidcProvider(
  provider: Provider,
  env: WebEnv,
  isStepUp: boolean,
): OAuthConfig<Record<string, unknown>> {
  return {
    id: PROVIDER_ID,
    name: PROVIDER_ID,
    type: "oauth",
    issuer: provider.issuer,
    authorization: {
      url: provider.authorizationEndpoint,
      params: isStepUp ? { scope: env.OIDC_SCOPE, prompt: "login", max_age: 0 } : { scope: env.OIDC_SCOPE },
    },
    token: { url: provider.tokenEndpoint },
    jwks_endpoint: provider.jwksUri,
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    clientId: env.OIDC_CLIENT_ID,
    clientSecret: env.OIDC_CLIENT_SECRET,
    client: {
      id_token_signed_response_alg: provider.idTokenAlgorithm,
      token_endpoint_auth_method: provider.clientAuthentication,
      response_types: ["code"],
    },
    // next-auth wants a profile to hand over; nothing reads this one.
    profile: () => ({ id: PROVIDER_ID }),
  };
}

function options(
  provider: Provider,
  env: WebEnv,
  isStepUp: boolean,
  onClaims: (claims: unknown) => void,
): AuthOptions {
  const origin = env.GATEHOUSE_URL;
  const cookie = (name: "sign-in-state" | "sign-in-nonce" | "sign-in-pkce") => ({
    name: cookieName(origin, name),
    options: {
      httpOnly: true,
      sameSite: "lax" as const,
      path: "/",
      secure: origin.startsWith("https:"),
      maxAge: ATTEMPT_SECONDS,
    },
  });
  return {
    providers: [oidcProvider(provider, env, isStepUp)],
    secret: env.SIGN_IN_SECRET,
    session: { strategy: "jwt" },
    cookies: {
      state: cookie("sign-in-state"),
      nonce: cookie("sign-in-nonce"),
      pkceCodeVerifier: cookie("sign-in-pkce"),
    },
    callbacks: {
      // Always no: the verified claims are all that is wanted of it, and what they become is decided elsewhere.
      signIn({ profile }) {
        onClaims(profile);
        return false;
      },
    },
    logger: { error: protocolLog("error"), warn: protocolLog("warn"), debug: () => undefined },
  };
}

async function call(
  authOptions: AuthOptions,
  origin: string,
  { action, query, cookies, ...rest }: Call,
): Promise<Answer> {
  // next-auth reads its own address from here; without it, it would believe the Host header.
  process.env.NEXTAUTH_URL = origin;
  const answer: { location: string | null; setCookies: string[]; body: unknown } = {
    location: null,
    setCookies: [],
    body: undefined,
  };
  const response = {
    status: () => response,
    getHeader: (name: string) => (name === "Set-Cookie" ? answer.setCookies : undefined),
    setHeader(name: string, value: unknown) {
      if (name === "Set-Cookie" && Array.isArray(value)) answer.setCookies = value.map(String);
      if (name === "Location") answer.location = String(value);
      return response;
    },
    json(body: unknown) {
      answer.body = body;
    },
    send(body: unknown) {
      answer.body = body;
    },
    end: () => undefined,
  };
  const request = {
    ...rest,
    cookies: cookies ?? {},
    headers: {},
    query: { ...query, nextauth: [action, PROVIDER_ID] },
  };
  const handle: unknown = NextAuth(authOptions);
  if (typeof handle !== "function") throw new Error("next-auth gave no handler.");
  const done: unknown = Reflect.apply(handle, undefined, [request, response]);
  await done;
  return answer;
}

/** What every step of a sign-in needs to know. */
export type Step = { provider: Provider; env: WebEnv; correlationId: string };

/**
 * Begins the code flow: a fresh state, nonce and PKCE challenge, bound to this browser by cookies.
 * @returns the address of the authorization request, and the cookies to set; null when next-auth could not begin
 */
export async function beginFlow(
  { provider, env, correlationId }: Step,
  isStepUp: boolean,
): Promise<{ location: string; setCookies: readonly string[] } | null> {
  return await calls.run({ correlationId }, async () => {
    const authOptions = options(provider, env, isStepUp, () => undefined);
    const origin = env.GATEHOUSE_URL;
    // Our own origin check has passed; next-auth's is satisfied with a pair of its own that never leaves this process.
    const guard = await call(authOptions, origin, { method: "GET", action: "csrf" });
    const { csrfToken } = csrfIn(guard.body);
    const begun = await call(authOptions, origin, {
      method: "POST",
      action: "signin",
      cookies: cookiesIn(guard.setCookies),
      body: { csrfToken },
    });
    const { location } = begun;
    if (
      !location?.startsWith(
        new URL(provider.authorizationEndpoint).origin + new URL(provider.authorizationEndpoint).pathname,
      )
    )
      return null;
    return { location, setCookies: flowCookies(begun.setCookies, origin) };
  });
}

/**
 * Finishes the code flow: state, PKCE, the code's exchange, and the ID token's signature, nonce, audience and expiry.
 * @param query the provider's answer: `code`, `state` and, when it sends it, `iss`
 * @param cookies the cookies that `beginFlow` set, by their names
 * @returns the verified ID token's claims, or null when anything was wrong; the log says what
 */
export async function finishFlow(
  { provider, env, correlationId }: Step,
  query: Readonly<Record<string, string>>,
  cookies: Readonly<Record<string, string>>,
): Promise<unknown> {
  return await calls.run({ correlationId }, async () => {
    let claims: unknown = null;
    const authOptions = options(provider, env, false, (verified) => {
      claims = verified;
    });
    await call(authOptions, env.GATEHOUSE_URL, { method: "GET", action: "callback", query, cookies });
    return claims;
  });
}

function csrfIn(body: unknown): { csrfToken: string } {
  if (
    typeof body === "object" &&
    body !== null &&
    "csrfToken" in body &&
    typeof body.csrfToken === "string"
  ) {
    return { csrfToken: body.csrfToken };
  }
  throw new Error("next-auth gave no csrf token.");
}

function cookiesIn(lines: readonly string[]): Record<string, string> {
  const pairs = lines.map((line) => line.slice(0, line.indexOf(";")));
  return Object.fromEntries(
    pairs.map((pair) => [
      pair.slice(0, pair.indexOf("=")),
      decodeURIComponent(pair.slice(pair.indexOf("=") + 1)),
    ]),
  );
}

// next-auth would set cookies of its own beside these: a session, a return address, a guard. None of them leaves here.
function flowCookies(lines: readonly string[], origin: string): string[] {
  const names = (["sign-in-state", "sign-in-nonce", "sign-in-pkce"] as const).map(
    (name) => `${cookieName(origin, name)}=`,
  );
  return lines.filter((line) => names.some((name) => line.startsWith(name)));
}
