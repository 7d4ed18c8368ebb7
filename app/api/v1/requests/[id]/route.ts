import { address, call } from "#app/api/v1/door.ts";
import { calls } from "#lib/core/api/calls.ts";
import { accept, refuse } from "#lib/core/result.ts";
import { requestOverApi } from "#lib/queries/api/requests.ts";

export const { GET, POST } = address({
  get: call(calls.request, async ({ viewer, id }) => {
    const request = await requestOverApi(viewer, id);
    return request ? accept(request) : refuse({ code: "unknown" });
  }),
});
