"use server";

import { z } from "zod";
import { formAction } from "#app/form-action.ts";
import { paragraph } from "#app/form-fields.ts";
import { MAX_REASON_LENGTH } from "#lib/core/request.ts";
import { switchRule } from "#lib/operations/rules/switch-rule.ts";
import { paths } from "#lib/paths.ts";

export const switchTo = formAction({
  fields: {
    ruleId: z.uuid(),
    baseVersion: z.coerce.number().int().min(1),
    to: z.enum(["on", "off"]),
    note: paragraph(MAX_REASON_LENGTH).min(1, "Say why: it stays with the change."),
  },
  async act(doing, { to, ...rule }) {
    const proposed = await switchRule(doing, { ...rule, enabled: to === "on" });
    return proposed.ok
      ? { ok: true, value: { redirectTo: paths.ruleChange(proposed.value.changeId) } }
      : proposed;
  },
});
