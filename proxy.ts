import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { CORRELATION_HEADER, correlationIdOf } from "#lib/auth/correlation-id.ts";
import { PATH_HEADER } from "#lib/auth/path-header.ts";
import { contentSecurityPolicy } from "#lib/content-security-policy.ts";
import { methodsAt } from "#lib/core/api/calls.ts";
import { type ProblemStatus, problem } from "#lib/core/api/problem.ts";
import { webEnv } from "#lib/env.ts";

const METHODS = ["GET", "HEAD", "POST"];
const LARGEST_BODY = 64 * 1024;

/** Headers, and refusals of what no browser sends. Who may do what is decided behind it, never here. */
export function proxy(request: NextRequest): NextResponse {
  const { GATEHOUSE_URL: origin } = webEnv();
  const nonce = randomBytes(16).toString("base64");
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === "development");
  const headers = new Headers(request.headers);
  // The Host header is compared with our address, so nothing behind here has to believe another one.
  for (const name of ["forwarded", "x-forwarded-host", "x-forwarded-port", CORRELATION_HEADER])
    headers.delete(name);
  const correlationId = correlationIdOf(headers);
  headers.set(CORRELATION_HEADER, correlationId);
  headers.set("content-security-policy", policy);
  headers.set(PATH_HEADER, `${request.nextUrl.pathname}${request.nextUrl.search}`);

  const response = refusal(request, origin) ?? NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set(CORRELATION_HEADER, correlationId);
  response.headers.set("referrer-policy", referrerPolicy(request.nextUrl.pathname));
  response.headers.set("cache-control", "private, no-store");
  if (origin.startsWith("https:")) response.headers.set("strict-transport-security", "max-age=63072000");
  return response;
}

// Addresses that carry a secret for a moment. Elsewhere our own forms must be able to say where they come from.
function referrerPolicy(path: string): string {
  return /^\/(decide|api\/auth)\//.test(path) ? "no-referrer" : "same-origin";
}

function isReadable(path: string): boolean {
  try {
    return decodeURIComponent(path).isWellFormed();
  } catch {
    return false;
  }
}

const api = /^\/api\/v1(?=\/|$)/;

const codes: Partial<Record<ProblemStatus, string>> = {
  400: "bad-address",
  404: "unknown",
  405: "no-such-method",
  411: "no-length",
  413: "too-large",
  421: "another-host",
};

/** Words to a browser, and a problem to a program. */
function sayTo(path: string) {
  return (status: ProblemStatus, words: string, headers: Record<string, string> = {}) =>
    api.test(path)
      ? NextResponse.json(problem(status, codes[status] ?? "refused", words), {
          status,
          headers: { ...headers, "content-type": "application/problem+json" },
        })
      : new NextResponse(`${words}\n`, {
          status,
          headers: { "content-type": "text/plain; charset=utf-8", ...headers },
        });
}

/** The methods of an address of the API, and elsewhere those of all pages together. */
function methodsOf(path: string): readonly string[] {
  return api.test(path) ? methodsAt(path.replace(api, "")) : METHODS;
}

function refusal(request: NextRequest, origin: string): NextResponse | null {
  const say = sayTo(request.nextUrl.pathname);
  if (!METHODS.includes(request.method)) {
    const allow = methodsOf(request.nextUrl.pathname);
    if (allow.length === 0) return say(404, "There is no such address.");
    return say(405, "This method is not known here.", { allow: allow.join(", ") });
  }
  if (!isReadable(request.nextUrl.pathname)) return say(400, "This address cannot be read.");
  // Load balancers and scrapers ask by address; health says the same to everybody, metrics want a token, and neither builds a link.
  const isForMachines = /^\/api\/(health|metrics)(\/|$)/.test(request.nextUrl.pathname);
  if (!isForMachines && request.headers.get("host") !== new URL(origin).host)
    return say(421, "Gatehouse has another address.");
  if (Number(request.headers.get("content-length") ?? 0) > LARGEST_BODY)
    return say(413, "This is too much at once.");
  // A body of unsaid length would be read before anybody could tell that it is too much. Browsers say it.
  if (request.headers.has("transfer-encoding")) return say(411, "Say how long this is.");
  return null;
}

export const config = { matcher: ["/((?!_next/static/).*)"] };
