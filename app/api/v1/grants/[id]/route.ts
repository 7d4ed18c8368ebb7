import { address, call } from "#app/api/v1/door.ts";
import { calls } from "#lib/core/api/calls.ts";
import { accept, refuse } from "#lib/core/result.ts";
import { grantOverApi } from "#lib/queries/api/grants.ts";

export const { GET, POST } = address({
  get: call(calls.grant, async ({ viewer, id }) => {
    const grant = await grantOverApi(viewer, id);
    return grant ? accept(grant) : refuse({ code: "unknown" });
  }),
});
