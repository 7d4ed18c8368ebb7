"use server";

import { z } from "zod";
import { formAction } from "#app/form-action.ts";
import { line, paragraph } from "#app/form-fields.ts";
import { MAX_REASON_LENGTH } from "#lib/core/request.ts";
import { extendGrant } from "#lib/operations/extend-grant.ts";
import { paths } from "#lib/paths.ts";

export const extend = formAction({
  fields: {
    grantId: z.uuid(),
    length: z.string({ error: "Choose by how much." }).regex(/^(\d{1,5}|own)$/, "Choose by how much."),
    ownMinutes: z
      .string()
      .trim()
      .regex(/^\d{0,5}$/, "Give a whole number of minutes."),
    reason: paragraph(MAX_REASON_LENGTH).min(1, "Say why you need it. Approvers and auditors read this."),
    ticket: line(100),
  },
  fieldOf: {
    "too-short": "length",
    "too-long-in-all": "length",
    "reason-too-short": "reason",
    "ticket-needed": "ticket",
  },
  async act(doing, { grantId, length, ownMinutes, reason, ticket }) {
    const minutes = Number(length === "own" ? ownMinutes : length);
    const result = await extendGrant(doing, { grantId, minutes, reason, ticket: ticket || null });
    return result.ok ? { ok: true, value: { redirectTo: paths.request(result.value.requestId) } } : result;
  },
});
