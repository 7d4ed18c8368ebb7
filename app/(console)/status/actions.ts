"use server";

import { z } from "zod";
import { formAction } from "#app/form-action.ts";
import { syncDepths } from "#lib/core/catalogue/sync-run.ts";
import { accept } from "#lib/core/result.ts";
import { acceptCollapse } from "#lib/operations/accept-collapse.ts";
import { askSync } from "#lib/operations/ask-sync.ts";
import { paths } from "#lib/paths.ts";

export const askSyncAction = formAction({
  fields: { depth: z.enum(syncDepths) },
  async act(doing, { depth }) {
    const asked = await askSync(doing, depth);
    return asked.ok ? accept({ redirectTo: paths.status() }) : asked;
  },
});

export const acceptCollapseAction = formAction({
  fields: { runId: z.uuid() },
  async act(doing, { runId }) {
    const asked = await acceptCollapse(doing, runId);
    return asked.ok ? accept({ redirectTo: paths.status() }) : asked;
  },
});
