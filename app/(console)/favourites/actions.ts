"use server";

import { z } from "zod";
import { formAction } from "#app/form-action.ts";
import { markFavourite } from "#lib/operations/mark-favourite.ts";

export const mark = formAction({
  fields: {
    accountId: z.string().regex(/^\d{12}$/),
    permissionSetArn: z.string().min(1).max(300),
    mark: z.enum(["yes", "no"]),
  },
  async act(doing, { accountId, permissionSetArn, mark: wished }) {
    const result = await markFavourite(doing, { accountId, permissionSetArn, isMarked: wished === "yes" });
    return result.ok ? { ok: true, value: {} } : result;
  },
});
