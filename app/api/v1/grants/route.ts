import { call } from "#app/api/v1/door.ts";
import { accept } from "#lib/core/result.ts";
import { grantsOverApi } from "#lib/queries/api/requests.ts";

export const GET = call({
  scope: "read",
  answer: async ({ viewer }) => accept({ grants: await grantsOverApi(viewer) }),
});
