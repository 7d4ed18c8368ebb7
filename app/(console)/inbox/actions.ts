"use server";

import { z } from "zod";
import { formAction } from "#app/form-action.ts";
import { listOf, paragraph } from "#app/form-fields.ts";
import { explain } from "#lib/core/refusal.ts";
import { MAX_REASON_LENGTH } from "#lib/core/request.ts";
import { webEnv } from "#lib/env.ts";
import { decideTogether, type Outcome } from "#lib/operations/decide-together.ts";
import type { Decided } from "./decided.ts";

/** A request, and the hash of what was shown of it. */
const picked = z
  .string()
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12} [0-9a-f]{64}$/)
  .transform((text) => ({ requestId: text.slice(0, 36), contentHash: text.slice(37) }));

export const decidePicked = formAction({
  fields: {
    picked: listOf(picked),
    comment: paragraph(MAX_REASON_LENGTH),
    answer: z.enum(["approve", "deny"], { error: "Press one of the buttons." }),
  },
  fieldOf: { "comment-needed": "comment" },
  async act(doing, { answer, ...rest }) {
    const recentMinutes = webEnv().RECENT_SIGN_IN_MINUTES;
    const result = await decideTogether(
      doing,
      { verdict: answer, ...rest },
      { recentMinutes, isFromList: true },
    );
    if (!result.ok) return result;
    const decided: Decided = { outcomes: result.value.map((outcome) => said(outcome, answer)) };
    return { ok: true, value: { value: decided } };
  },
});

function said(
  { requestId, what, refusal, isOpen }: Outcome,
  answer: "approve" | "deny",
): Decided["outcomes"][number] {
  const named = { requestId, what: what ?? "A request" };
  if (refusal) return { ...named, isDecided: false, says: explain(refusal) };
  if (answer === "deny") return { ...named, isDecided: true, says: "Denied." };
  return {
    ...named,
    isDecided: true,
    says: isOpen ? "Your yes is recorded; others have to agree too." : "Approved.",
  };
}
