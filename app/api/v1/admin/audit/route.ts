import { address, call } from "#app/api/v1/door.ts";
import { calls } from "#lib/core/api/calls.ts";
import { accept } from "#lib/core/result.ts";
import { auditOverApi } from "#lib/queries/api/audit.ts";

export const { GET, POST } = address({
  get: call(calls.audit, async ({ viewer, query }) => accept(await auditOverApi(viewer, query.after))),
});
