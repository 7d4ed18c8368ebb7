import { address, call } from "#app/api/v1/door.ts";
import { calls } from "#lib/core/api/calls.ts";
import { accept } from "#lib/core/result.ts";
import { offersOverApi } from "#lib/queries/api/offers.ts";

export const { GET, POST } = address({
  get: call(calls.offers, async ({ viewer, query }) => accept(await offersOverApi(viewer, query))),
});
