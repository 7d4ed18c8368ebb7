import { address, call } from "#app/api/v1/door.ts";
import { calls } from "#lib/core/api/calls.ts";
import { accept } from "#lib/core/result.ts";
import { type Cancelled, cancelRequest } from "#lib/operations/cancel-request.ts";

const tell = ({ requestId }: Cancelled) => ({ id: requestId });

export const { GET, POST } = address({
  post: call(calls.cancel, async ({ doing, id, once }) => {
    const result = await cancelRequest(doing, id, once(tell));
    return result.ok ? accept(tell(result.value)) : result;
  }),
});
