import { address, call } from "#app/api/v1/door.ts";
import { calls } from "#lib/core/api/calls.ts";
import { accept, refuse } from "#lib/core/result.ts";
import { endGrant } from "#lib/operations/end-grant.ts";
import { isOwnGrant } from "#lib/queries/api/grants.ts";

const tell = ({ grantId }: { grantId: string }) => ({ id: grantId });

export const { GET, POST } = address({
  post: call(calls.giveBack, async ({ doing, viewer, id, once }) => {
    // An administrator may end anybody's grant, but not by a token that is only for what its person holds.
    if (!(await isOwnGrant(viewer, id))) return refuse({ code: "unknown" });
    const result = await endGrant(doing, id, once(tell));
    return result.ok ? accept(tell(result.value)) : result;
  }),
});
