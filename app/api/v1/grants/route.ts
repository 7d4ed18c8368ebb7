import { address, call } from "#app/api/v1/door.ts";
import { calls } from "#lib/core/api/calls.ts";
import { accept } from "#lib/core/result.ts";
import { grantsOverApi } from "#lib/queries/api/grants.ts";

export const { GET, POST } = address({
  get: call(calls.grants, async ({ viewer }) => accept({ grants: await grantsOverApi(viewer) })),
});
