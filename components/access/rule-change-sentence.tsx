import { Say } from "#components/ui/say.tsx";
import { sayReach } from "#lib/core/rules/say-reach.ts";
import type { ShownRuleChange } from "#lib/core/shown-rule-change.ts";
import { count } from "#lib/format.ts";

/** What would come of a change of a rule, or came of it, in one sentence. */
export function RuleChangeSentence({ change }: { change: ShownRuleChange }) {
  const { judged, state } = change;
  if (judged === null)
    return (
      <Say>
        {state === "proposed"
          ? "Whether this widens access is being worked out, within seconds."
          : "This ended before it was worked out what it would have meant."}
      </Say>
    );
  const { gained, lost, easier, isWidening } = judged;
  const does = state === "applied" ? ["widened", "gained", "lost"] : ["widens", "gains", "loses"];
  if (!isWidening && lost.triples === 0)
    return (
      <Say>
        Nobody {does[1]} anything by this, and nobody {does[2]} anything.
      </Say>
    );
  if (!isWidening)
    return (
      <Say>
        This {does[0]} nothing: nobody {does[1]} anything, and <b>{sayReach(lost)}</b>{" "}
        {state === "applied" ? "lost" : "lose"} a way to ask.
      </Say>
    );
  return (
    <Say>
      This {does[0]} access: <b>{sayReach(gained)}</b> {does[1]}
      {gained.triples === 0 ? " a way to ask" : " ways to ask"}
      {easier.length > 0 && (
        <>
          , and <b>{count(easier.length, "thing")}</b> {easier.length === 1 ? "becomes" : "become"} easier
        </>
      )}
      .
    </Say>
  );
}
