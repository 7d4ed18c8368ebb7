import { address } from "#app/api/v1/door.ts";
import { openApi } from "#lib/core/api/openapi.ts";
import { webEnv } from "#lib/env.ts";

export const dynamic = "force-dynamic";

/** The description of the API, to everybody; it tells nothing of this installation but its address. */
export const { GET, POST } = address({ get: async () => Response.json(openApi(webEnv().GATEHOUSE_URL)) });
