import { call } from "#app/api/v1/door.ts";
import { accept } from "#lib/core/result.ts";
import { offersOverApi } from "#lib/queries/api/offers.ts";

export const GET = call({
  scope: "read",
  answer: async ({ viewer }) => accept({ offers: await offersOverApi(viewer) }),
});
