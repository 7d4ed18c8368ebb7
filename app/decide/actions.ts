"use server";

import { z } from "zod";
import { formAction } from "#app/form-action.ts";
import { listOf, paragraph } from "#app/form-fields.ts";
import { isRef } from "#lib/core/decide-link.ts";
import { MAX_REASON_LENGTH } from "#lib/core/request.ts";
import { refuse } from "#lib/core/result.ts";
import { webEnv } from "#lib/env.ts";
import { decideTogether } from "#lib/operations/decide-together.ts";
import { paths, withFilters } from "#lib/paths.ts";

/** What the form showed of one request: its id, the hash of its content, and the minutes that a yes grants. */
const shown = z
  .string()
  .regex(/^[0-9a-f-]{36} [0-9a-f]{64} \d{1,5}$/)
  .transform((text) => {
    const [requestId = "", contentHash = "", minutes = ""] = text.split(" ");
    return { requestId, contentHash, grantedMinutes: Number(minutes) };
  });

export const decideBundle = formAction({
  fields: {
    link: z.string().refine(isRef),
    /** What one press may approve with others, and what is approved by itself. */
    together: listOf(shown),
    alone: listOf(shown),
    /** What the pressed button says: for all of them, or for one. */
    answer: z.string({ error: "Press one of the buttons." }).regex(/^(approve|deny)( [0-9a-f-]{36})?$/),
    comment: paragraph(MAX_REASON_LENGTH),
  },
  fieldOf: { "comment-needed": "comment" },
  async act(doing, { link, together, alone, answer, comment }) {
    const [word, only] = answer.split(" ");
    const verdict = word === "deny" ? "deny" : "approve";
    const all = verdict === "deny" || only !== undefined ? [...together, ...alone] : together;
    const requests = only === undefined ? all : all.filter(({ requestId }) => requestId === only);
    const result = await decideTogether(
      doing,
      { verdict, comment, picked: requests },
      { recentMinutes: webEnv().RECENT_SIGN_IN_MINUTES, isFromList: false },
    );
    if (!result.ok) return result;
    const refused = result.value.flatMap(({ requestId, refusal }) =>
      refusal === null ? [] : [{ requestId, refusal }],
    );
    if (refused.length > 0) return refuse({ code: "partly-decided", of: requests.length, requests: refused });
    return { ok: true, value: { redirectTo: withFilters(paths.decide(), { link }) } };
  },
});
