import { address, call } from "#app/api/v1/door.ts";
import { calls } from "#lib/core/api/calls.ts";
import { accept, refuse } from "#lib/core/result.ts";
import { showRules } from "#lib/operations/rules/show-rules.ts";

export const { GET, POST } = address({
  get: call(calls.rule, async ({ viewer, id }) => {
    const [rule] = await showRules(viewer, id);
    return rule ? accept(rule) : refuse({ code: "unknown" });
  }),
});
