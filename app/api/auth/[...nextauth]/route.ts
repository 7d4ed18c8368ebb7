import { correlationIdOf } from "#lib/auth/correlation-id.ts";
import { handoffPage } from "#lib/auth/handoff-page.ts";
import { PROVIDER_ID } from "#lib/auth/protocol.ts";
import { requireSameOrigin } from "#lib/auth/require-same-origin.ts";
import { beginSignIn, finishSignIn } from "#lib/auth/sign-in.ts";
import { webEnv } from "#lib/env.ts";
import { paths } from "#lib/paths.ts";

type Context = { params: Promise<{ nextauth: string[] }> };

const unkept = { "cache-control": "private, no-store" } as const;

const nothingHere = () => new Response(null, { status: 404, headers: unkept });

function answer(
  status: number,
  headers: Record<string, string>,
  setCookies: readonly string[],
  body: string | null,
): Response {
  const response = new Response(body, { status, headers: { ...unkept, ...headers } });
  for (const line of setCookies) response.headers.append("set-cookie", line);
  return response;
}

const goTo = (path: string, setCookies: readonly string[] = []) =>
  answer(303, { location: new URL(path, webEnv().GATEHOUSE_URL).href }, setCookies, null);

/** Begins a sign-in, for a form of ours. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  if ((await params).nextauth.join("/") !== `signin/${PROVIDER_ID}`) return nothingHere();
  const foreign = requireSameOrigin(request);
  if (foreign) return foreign;
  const form = new URLSearchParams((await request.text()).slice(0, 8_192));
  const purpose = form.get("again") === "yes" ? "step-up" : "sign-in";
  const begun = await beginSignIn(form.get("returnTo"), purpose, correlationIdOf(request.headers));
  if (!begun.ok) return goTo(paths.signInRefused(begun.code));
  return answer(
    200,
    { "content-type": "text/html; charset=utf-8" },
    begun.setCookies,
    handoffPage(begun.location),
  );
}

/** Finishes a sign-in, with what the provider sent the browser back with. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  if ((await params).nextauth.join("/") !== `callback/${PROVIDER_ID}`) return nothingHere();
  const finished = await finishSignIn(request, correlationIdOf(request.headers));
  switch (finished.kind) {
    case "signed-in":
      return goTo(finished.returnTo, finished.setCookies);
    case "refused":
      return goTo(paths.signInRefused(finished.code), finished.setCookies);
    case "malformed": {
      const words = "This is not an answer to a sign-in that began here. Open Gatehouse and sign in again.\n";
      return answer(400, { "content-type": "text/plain; charset=utf-8" }, finished.setCookies, words);
    }
  }
}
