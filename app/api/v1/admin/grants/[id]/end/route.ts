import { address, call } from "#app/api/v1/door.ts";
import { calls } from "#lib/core/api/calls.ts";
import { accept } from "#lib/core/result.ts";
import { endGrant } from "#lib/operations/end-grant.ts";

const tell = ({ grantId }: { grantId: string }) => ({ id: grantId });

export const { GET, POST } = address({
  post: call(calls.end, async ({ doing, id, once }) => {
    const result = await endGrant(doing, id, once(tell));
    return result.ok ? accept(tell(result.value)) : result;
  }),
});
