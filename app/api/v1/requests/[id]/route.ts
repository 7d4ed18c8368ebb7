import { call } from "#app/api/v1/door.ts";
import { accept, refuse } from "#lib/core/result.ts";
import { requestOverApi } from "#lib/queries/api/requests.ts";

export const GET = call({
  scope: "read",
  async answer({ viewer, id }) {
    const request = await requestOverApi(viewer, id);
    return request ? accept(request) : refuse({ code: "unknown" });
  },
});
