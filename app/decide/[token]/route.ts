import { forgottenCookies, refOf, tokenCookie } from "#lib/core/decide-link.ts";
import { webEnv } from "#lib/env.ts";
import { paths, withFilters } from "#lib/paths.ts";

type Context = { params: Promise<{ token: string }> };

/**
 * Where a letter's link lands. It asks nobody and changes nothing: the token moves from the address into a cookie of the
 * decision's page, whatever it is, and nobody can tell by the answer whether it means something.
 */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { token } = await params;
  const origin = webEnv().GATEHOUSE_URL;
  const headers = new Headers({
    location: withFilters(paths.decide(), { link: refOf(token) }),
    "referrer-policy": "no-referrer",
    "cache-control": "private, no-store",
  });
  headers.append("set-cookie", tokenCookie(origin, token));
  for (const line of forgottenCookies(origin, request.headers.get("cookie") ?? "", refOf(token))) {
    headers.append("set-cookie", line);
  }
  return new Response(null, { status: 303, headers });
}
