"use server";

import { z } from "zod";
import { formAction } from "#app/form-action.ts";
import { paragraph } from "#app/form-fields.ts";
import { MAX_REASON_LENGTH } from "#lib/core/request.ts";
import { agreeToRuleChange } from "#lib/operations/rules/agree-to-rule-change.ts";
import { rejectRuleChange } from "#lib/operations/rules/reject-rule-change.ts";
import { withdrawRuleChange } from "#lib/operations/rules/withdraw-rule-change.ts";
import { paths } from "#lib/paths.ts";

/** Which change, and exactly what of it was shown. */
const shown = {
  changeId: z.uuid(),
  round: z.coerce.number().int().min(0).max(10_000),
  contentHash: z.string().regex(/^[0-9a-f]{64}$/),
};

export const answer = formAction({
  fields: {
    ...shown,
    /** What the pressed button says. */
    answer: z.enum(["agree", "reject"], { error: "Press one of the buttons." }),
    comment: paragraph(MAX_REASON_LENGTH),
  },
  fieldOf: { "comment-needed": "comment" },
  async act(doing, { answer: said, comment, ...what }) {
    const result =
      said === "agree" ? await agreeToRuleChange(doing, what) : await rejectRuleChange(doing, what, comment);
    return result.ok ? { ok: true, value: { redirectTo: paths.ruleChange(what.changeId) } } : result;
  },
});

export const withdraw = formAction({
  fields: shown,
  async act(doing, what) {
    const result = await withdrawRuleChange(doing, what);
    return result.ok ? { ok: true, value: { redirectTo: paths.ruleChange(what.changeId) } } : result;
  },
});
