"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { formAction } from "#app/form-action.ts";
import { line, listOf } from "#app/form-fields.ts";
import { scopes } from "#lib/core/api/scopes.ts";
import { accept } from "#lib/core/result.ts";
import { makeToken } from "#lib/operations/tokens/make-token.ts";
import { revokeToken } from "#lib/operations/tokens/revoke-token.ts";
import { paths } from "#lib/paths.ts";

export const make = formAction({
  fields: {
    name: line(60).min(1, "Give it a name, so that you know it again."),
    scopes: listOf(z.enum(scopes)).refine((chosen) => chosen.length > 0, "Choose what it is for."),
    days: z.enum(["7", "30", "90"], { error: "Choose for how long." }),
  },
  async act(doing, { name, scopes: chosen, days }) {
    const made = await makeToken(doing, { name, scopes: [...new Set(chosen)], days: Number(days) });
    if (!made.ok) return made;
    // The list beside the form holds it from now on.
    revalidatePath(paths.tokens());
    return accept({ value: made.value });
  },
});

export const revoke = formAction({
  fields: { tokenId: z.uuid() },
  async act(doing, { tokenId }) {
    const revoked = await revokeToken(doing, tokenId);
    return revoked.ok ? accept({ redirectTo: paths.tokens() }) : revoked;
  },
});
