import { call } from "#app/api/v1/door.ts";
import { accept } from "#lib/core/result.ts";
import { cancelRequest } from "#lib/operations/cancel-request.ts";

export const POST = call({
  scope: "ask",
  async answer({ doing, id }) {
    const result = await cancelRequest(doing, id);
    return result.ok ? accept({ id: result.value.requestId }) : result;
  },
});
