import { address, call } from "#app/api/v1/door.ts";
import { calls } from "#lib/core/api/calls.ts";
import { accept } from "#lib/core/result.ts";

export const { GET, POST } = address({
  get: call(calls.me, async ({ viewer: { personId, displayName, email }, scopes }) =>
    accept({ person: { id: personId, name: displayName, email }, scopes: [...scopes] }),
  ),
});
