"use server";

import { z } from "zod";
import { formAction } from "#app/form-action.ts";
import { paragraph } from "#app/form-fields.ts";
import { MAX_REASON_LENGTH } from "#lib/core/request.ts";
import { webEnv } from "#lib/env.ts";
import { cancelBundle } from "#lib/operations/cancel-bundle.ts";
import { cancelRequest } from "#lib/operations/cancel-request.ts";
import { decideRequest } from "#lib/operations/decide-request.ts";
import { paths } from "#lib/paths.ts";

export const withdraw = formAction({
  fields: { requestId: z.uuid() },
  async act(doing, { requestId }) {
    const result = await cancelRequest(doing, requestId);
    return result.ok ? { ok: true, value: { redirectTo: paths.request(requestId) } } : result;
  },
});

export const withdrawBundle = formAction({
  fields: { requestId: z.uuid(), bundleId: z.uuid() },
  async act(doing, { requestId, bundleId }) {
    const result = await cancelBundle(doing, bundleId);
    return result.ok ? { ok: true, value: { redirectTo: paths.request(requestId) } } : result;
  },
});

export const decide = formAction({
  fields: {
    requestId: z.uuid(),
    contentHash: z.string().regex(/^[0-9a-f]{64}$/),
    /** What the pressed button says: "deny", or "approve" with the minutes. */
    answer: z.string({ error: "Press one of the buttons." }).regex(/^(deny|approve-\d{1,5})$/),
    comment: paragraph(MAX_REASON_LENGTH),
  },
  fieldOf: { "comment-needed": "comment" },
  async act(doing, { answer, ...rest }) {
    const verdict = answer === "deny" ? "deny" : "approve";
    const grantedMinutes = Number(answer.replace(/^\D+/, ""));
    const terms = { isByItself: true, recentMinutes: webEnv().RECENT_SIGN_IN_MINUTES };
    const result = await decideRequest(doing, { ...rest, verdict, grantedMinutes }, terms);
    return result.ok ? { ok: true, value: { redirectTo: paths.request(rest.requestId) } } : result;
  },
});
