"use server";

import { z } from "zod";
import { formAction } from "#app/form-action.ts";
import { endGrant } from "#lib/operations/end-grant.ts";
import { paths } from "#lib/paths.ts";

export const endNow = formAction({
  fields: { grantId: z.uuid(), requestId: z.uuid() },
  async act(doing, { grantId, requestId }) {
    const result = await endGrant(doing, grantId);
    return result.ok ? { ok: true, value: { redirectTo: paths.request(requestId) } } : result;
  },
});
