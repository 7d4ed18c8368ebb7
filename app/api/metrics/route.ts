import { createHash, timingSafeEqual } from "node:crypto";
import { webEnv } from "#lib/env.ts";
import { engineMetrics } from "#lib/queries/engine-metrics.ts";
import { metricsText } from "./metrics-text.ts";

export const dynamic = "force-dynamic";

/** Figures for Prometheus, to whoever shows the configured token. Without one configured there is nothing here. */
export async function GET(request: Request): Promise<Response> {
  const { METRICS_TOKEN: token, MAX_OPEN_ASSIGNMENT_OPERATIONS: places } = webEnv();
  if (!token) return new Response("There are no metrics here.\n", { status: 404 });
  const shown = request.headers.get("authorization") ?? "";
  if (!isSame(shown, `Bearer ${token}`)) {
    return new Response("Show the token for metrics.\n", {
      status: 401,
      headers: { "www-authenticate": "Bearer" },
    });
  }
  const { body, contentType } = await metricsText(await engineMetrics(), places);
  return new Response(body, { headers: { "content-type": contentType, "cache-control": "no-store" } });
}

function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
