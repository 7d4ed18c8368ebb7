import { call } from "#app/api/v1/door.ts";
import { accept, refuse } from "#lib/core/result.ts";
import { mayReadEverything } from "#lib/core/viewer.ts";
import { auditOverApi } from "#lib/queries/api/audit.ts";

export const GET = call({
  scope: "audit",
  async answer({ viewer, query }) {
    const after = query.get("after") ?? undefined;
    if (!mayReadEverything(viewer) || (after !== undefined && !/^\d{1,18}$/.test(after)))
      return refuse({ code: "unknown" });
    return accept(await auditOverApi(viewer, after));
  },
});
