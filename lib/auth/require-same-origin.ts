import { webEnv } from "#lib/env.ts";
import { isSameOrigin } from "./same-origin.ts";

/**
 * The gate of every route handler that changes something.
 * @returns null when one of our own pages sent this; else the 403 to answer with
 */
export function requireSameOrigin(request: Request): Response | null {
  if (isSameOrigin(request.headers, webEnv().GATEHOUSE_URL)) return null;
  return new Response("This must come from a page of Gatehouse itself. Open Gatehouse and try there.\n", {
    status: 403,
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "private, no-store" },
  });
}
