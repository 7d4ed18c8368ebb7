"use server";

import { formAction } from "#app/form-action.ts";
import { accept } from "#lib/core/result.ts";
import { askSync } from "#lib/operations/ask-sync.ts";
import { paths } from "#lib/paths.ts";

export const askSyncAction = formAction({
  fields: {},
  async act(doing) {
    const asked = await askSync(doing);
    return asked.ok ? accept({ redirectTo: paths.status() }) : asked;
  },
});
