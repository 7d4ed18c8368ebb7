import { call } from "#app/api/v1/door.ts";
import { accept, refuse } from "#lib/core/result.ts";
import { endGrant } from "#lib/operations/end-grant.ts";
import { isOwnGrant } from "#lib/queries/api/requests.ts";

export const POST = call({
  scope: "ask",
  async answer({ doing, viewer, id }) {
    // An administrator may end anybody's grant, in a browser: a program gives back what its person holds.
    if (!(await isOwnGrant(viewer, id))) return refuse({ code: "unknown" });
    const result = await endGrant(doing, id);
    return result.ok ? accept({ id: result.value.grantId }) : result;
  },
});
