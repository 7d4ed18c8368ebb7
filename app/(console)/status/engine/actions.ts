"use server";

import { z } from "zod";
import { formAction } from "#app/form-action.ts";
import { line, paragraph } from "#app/form-fields.ts";
import { MAX_REASON_LENGTH } from "#lib/core/request.ts";
import { accept } from "#lib/core/result.ts";
import { askEngine } from "#lib/operations/ask-engine.ts";
import { paths } from "#lib/paths.ts";

const grantId = z.uuid();
const reason = paragraph(MAX_REASON_LENGTH).min(1, "Say why: it stays in the audit.");
const back = accept({ redirectTo: paths.engine() });

export const retryNow = formAction({
  fields: { grantId },
  async act(doing, input) {
    const asked = await askEngine(doing, { kind: "retry", ...input });
    return asked.ok ? back : asked;
  },
});

export const handOver = formAction({
  fields: { grantId, owner: line(200).min(1, "Name somebody."), reason },
  fieldOf: { "owner-unknown": "owner" },
  async act(doing, { owner, ...input }) {
    const asked = await askEngine(doing, { kind: "hand_over", ownerUserName: owner, ...input });
    return asked.ok ? back : asked;
  },
});

export const removeContested = formAction({
  fields: { grantId, reason },
  async act(doing, input) {
    const asked = await askEngine(doing, { kind: "remove", ...input });
    return asked.ok ? back : asked;
  },
});

export const setGranting = formAction({
  fields: { kind: z.enum(["drain", "resume"]), reason },
  async act(doing, input) {
    const asked = await askEngine(doing, input);
    return asked.ok ? back : asked;
  },
});
