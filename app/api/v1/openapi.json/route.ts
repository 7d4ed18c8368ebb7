import { openApi } from "#lib/core/api/openapi.ts";
import { webEnv } from "#lib/env.ts";

export const dynamic = "force-dynamic";

/** The description of the API; it tells nothing of this installation but its address. */
export function GET(): Response {
  return Response.json(openApi(webEnv().GATEHOUSE_URL));
}
