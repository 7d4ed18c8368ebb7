"use server";

import { z } from "zod";
import { formAction } from "#app/form-action.ts";
import { accept } from "#lib/core/result.ts";
import { askReplay } from "#lib/operations/hooks/ask-replay.ts";
import { paths } from "#lib/paths.ts";

export const sendAgain = formAction({
  fields: { deliveryId: z.uuid() },
  async act(doing, { deliveryId }) {
    const asked = await askReplay(doing, deliveryId);
    return asked.ok ? accept({ redirectTo: paths.webhookDelivery(deliveryId) }) : asked;
  },
});
