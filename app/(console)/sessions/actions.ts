"use server";

import { z } from "zod";
import { formAction } from "#app/form-action.ts";
import { accept } from "#lib/core/result.ts";
import { endSession } from "#lib/operations/end-session.ts";
import { paths } from "#lib/paths.ts";

export const endSessionAction = formAction({
  fields: { sessionId: z.uuid() },
  async act(doing, { sessionId }) {
    const ended = await endSession(doing, { sessionId, cause: "ended by the person" });
    return ended.ok ? accept({ redirectTo: paths.sessions() }) : ended;
  },
});
