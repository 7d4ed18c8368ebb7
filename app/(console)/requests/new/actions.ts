"use server";

import { z } from "zod";
import { formAction } from "#app/form-action.ts";
import { line, paragraph } from "#app/form-fields.ts";
import { MAX_REASON_LENGTH } from "#lib/core/request.ts";
import { requestAccess } from "#lib/operations/request-access.ts";
import { paths } from "#lib/paths.ts";

const wholeMinutes = "Give a whole number of minutes.";

export const ask = formAction({
  fields: {
    accountId: z.string().regex(/^\d{12}$/),
    permissionSetArn: z.string().min(1).max(300),
    length: z.string({ error: "Choose for how long." }).regex(/^(\d{1,5}|own)$/, "Choose for how long."),
    ownMinutes: z
      .string()
      .trim()
      .regex(/^\d{0,5}$/, wholeMinutes),
    reason: paragraph(MAX_REASON_LENGTH).min(1, "Say why you need it. Approvers and auditors read this."),
    ticket: line(100),
  },
  fieldOf: { "too-short": "length", "too-long": "length" },
  async act(doing, { accountId, permissionSetArn, length, ownMinutes, reason, ticket }) {
    const minutes = Number(length === "own" ? ownMinutes : length);
    const result = await requestAccess(doing, {
      accountId,
      permissionSetArn,
      minutes,
      startsAt: null,
      reason,
      ticket: ticket || null,
    });
    return result.ok ? { ok: true, value: { redirectTo: paths.request(result.value.requestId) } } : result;
  },
});
