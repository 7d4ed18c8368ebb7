import { safeReturnTo } from "#lib/core/return-to.ts";
import { SESSION_HOURS } from "#lib/core/session-limits.ts";
import type { SignInRefusal } from "#lib/core/sign-in.ts";
import { readNow } from "#lib/db/now.ts";
import { type WebEnv, webEnv } from "#lib/env.ts";
import { log } from "#lib/log.ts";
import { completeSignIn, refuseSignIn, type SignedIn } from "./complete-sign-in.ts";
import { cookieName, readCookie, setCookie } from "./cookies.ts";
import { discoverProvider, ProviderError } from "./discover-provider.ts";
import { beginFlow, finishFlow } from "./protocol.ts";
import { seenFrom } from "./seen.ts";
import { ATTEMPT_SECONDS, type Attempt, openAttempt, sealAttempt } from "./sign-in-attempt.ts";

const FLOW_COOKIES = ["sign-in-state", "sign-in-nonce", "sign-in-pkce"] as const;

export type Begun =
  | { ok: true; location: string; setCookies: readonly string[] }
  | { ok: false; code: SignInRefusal };

/**
 * Begins a sign-in at the identity provider.
 * @param wish where to go afterwards, as the form said it; anything but a path of ours becomes "/"
 * @param purpose `step-up` asks for a fresh proof
 * @returns the provider's address to go to and the cookies to set, or `provider`
 */
export async function beginSignIn(
  wish: unknown,
  purpose: Attempt["purpose"],
  correlationId: string,
): Promise<Begun> {
  const env = webEnv();
  try {
    const attempt = { returnTo: safeReturnTo(wish), purpose, startedAt: await readNow() };
    const provider = await discoverProvider(env.OIDC_ISSUER);
    const flow = await beginFlow({ provider, env, correlationId }, purpose === "step-up");
    if (!flow) return { ok: false, code: "provider" };
    const sealed = await sealAttempt(attempt, env.SIGN_IN_SECRET);
    const own = setCookie(env.GATEHOUSE_URL, "sign-in", sealed, ATTEMPT_SECONDS);
    return { ok: true, location: flow.location, setCookies: [...flow.setCookies, own] };
  } catch (error) {
    return { ok: false, code: codeOf(error, correlationId) };
  }
}

export type Finished =
  | { kind: "signed-in"; returnTo: string; setCookies: readonly string[] }
  | { kind: "refused"; code: SignInRefusal; setCookies: readonly string[] }
  /** No browser that we sent to the provider comes back like this. */
  | { kind: "malformed"; setCookies: readonly string[] };

/**
 * Finishes a sign-in with what the provider's answer carried.
 * @param request the callback as the browser sent it
 * @returns the session's cookie and where to go, or the refusal; the attempt's cookies are taken away either way
 */
export async function finishSignIn(request: Request, correlationId: string): Promise<Finished> {
  const env = webEnv();
  const setCookies = clearedFlow(env);
  const answer = readAnswer(new URL(request.url).searchParams);
  if (answer === null) return { kind: "malformed", setCookies };
  const sealed = readCookie(request.headers, env.GATEHOUSE_URL, "sign-in");
  if (sealed === null) return { kind: "refused", code: "expired", setCookies };
  const attempt = await openAttempt(sealed, env.SIGN_IN_SECRET);
  if (attempt === "malformed") return { kind: "malformed", setCookies };
  if (attempt === "expired") return { kind: "refused", code: "expired", setCookies };
  const signedIn = await arrive({ request, answer, attempt, correlationId, env });
  if (!signedIn.ok) return { kind: "refused", code: signedIn.code, setCookies };
  const { token } = signedIn.session;
  const cookie = setCookie(env.GATEHOUSE_URL, "session", token, SESSION_HOURS * 3_600);
  return { kind: "signed-in", returnTo: attempt.returnTo, setCookies: [...setCookies, cookie] };
}

type Arriving = {
  request: Request;
  answer: Record<string, string>;
  attempt: Attempt;
  correlationId: string;
  env: WebEnv;
};

async function arrive({ request, answer, attempt, correlationId, env }: Arriving): Promise<SignedIn> {
  const seen = seenFrom(request.headers);
  const refused = async (code: SignInRefusal) =>
    await refuseSignIn({ code, claims: null, seen, correlationId });
  try {
    if (answer.error) {
      log.warn({ correlationId, problem: answer.error.slice(0, 100) }, "the provider refused the sign-in");
      return await refused("declined");
    }
    const provider = await discoverProvider(env.OIDC_ISSUER);
    if (provider.namesItselfInAnswers && answer.iss === undefined) return await refused("failed");
    const claims = await finishFlow({ provider, env, correlationId }, answer, flowCookiesOf(request, env));
    if (!claims) return await refused("failed");
    const replaces = readCookie(request.headers, env.GATEHOUSE_URL, "session");
    return await completeSignIn({ claims, attempt, seen, correlationId, replaces });
  } catch (error) {
    return await refused(codeOf(error, correlationId));
  }
}

function codeOf(error: unknown, correlationId: string): SignInRefusal {
  const problem = error instanceof Error ? error.message : String(error);
  log.error({ correlationId, problem }, "sign-in failed");
  return error instanceof ProviderError ? "provider" : "failed";
}

const KNOWN = ["code", "state", "iss", "session_state", "error"];
// Tokens in an address are the implicit and hybrid flows, or a signed answer, none of which we ask for.
const FORBIDDEN = ["id_token", "access_token", "refresh_token", "token_type", "response"];
const LONGEST = 4_096;

/** The provider's answer, or null when it is not one to a request of ours. Parameters that nobody knows are dropped, as RFC 6749 says. */
function readAnswer(query: URLSearchParams): Record<string, string> | null {
  if (FORBIDDEN.some((name) => query.has(name))) return null;
  const answer: Record<string, string> = {};
  for (const name of KNOWN) {
    const [value, ...others] = query.getAll(name);
    if (others.length > 0 || (value?.length ?? 0) > LONGEST) return null;
    if (value) answer[name] = value;
  }
  return answer.state && (answer.code || answer.error) ? answer : null;
}

function flowCookiesOf(request: Request, env: WebEnv): Record<string, string> {
  return Object.fromEntries(
    FLOW_COOKIES.flatMap((name) => {
      const value = readCookie(request.headers, env.GATEHOUSE_URL, name);
      return value === null ? [] : [[cookieName(env.GATEHOUSE_URL, name), value]];
    }),
  );
}

function clearedFlow(env: WebEnv): string[] {
  return [...FLOW_COOKIES, "sign-in" as const].map((name) => setCookie(env.GATEHOUSE_URL, name, "", 0));
}
