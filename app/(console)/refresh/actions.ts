"use server";

import { z } from "zod";
import { formAction } from "#app/form-action.ts";
import { line } from "#app/form-fields.ts";
import { refreshKinds } from "#lib/core/catalogue/refresh.ts";
import { accept } from "#lib/core/result.ts";
import { askRefresh } from "#lib/operations/ask-refresh.ts";

export const askRefreshAction = formAction({
  fields: { kind: z.enum(refreshKinds), targetId: line(300) },
  async act(doing, thing) {
    const asked = await askRefresh(doing, thing);
    return asked.ok ? accept({}) : asked;
  },
});
