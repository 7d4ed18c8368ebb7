import { readCookie, setCookie } from "#lib/auth/cookies.ts";
import { requireSameOrigin } from "#lib/auth/require-same-origin.ts";
import { seenFrom } from "#lib/auth/seen.ts";
import { viewerOf } from "#lib/auth/viewer.ts";
import { readNow } from "#lib/db/now.ts";
import { webEnv } from "#lib/env.ts";
import { endSession } from "#lib/operations/end-session.ts";
import { paths } from "#lib/paths.ts";

/** Ends the session that the browser brings along, and takes its cookie away. */
export async function POST(request: Request): Promise<Response> {
  const foreign = requireSameOrigin(request);
  if (foreign) return foreign;
  const origin = webEnv().GATEHOUSE_URL;
  const viewer = await viewerOf(readCookie(request.headers, origin, "session"), seenFrom(request.headers));
  if (viewer) {
    const doing = { actor: { kind: "person", viewer } as const, now: await readNow() };
    await endSession(doing, { sessionId: viewer.session.id, cause: "signed out" });
  }
  return new Response(null, {
    status: 303,
    headers: {
      location: new URL(paths.signIn(), origin).href,
      "set-cookie": setCookie(origin, "session", "", 0),
      "cache-control": "private, no-store",
    },
  });
}
