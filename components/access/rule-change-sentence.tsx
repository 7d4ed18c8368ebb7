import { Say } from "#components/ui/say.tsx";
import type { ShownReach, ShownRuleChange } from "#lib/core/shown-rule-change.ts";
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
  const isOver = state === "applied";
  const widens = isOver ? "widened" : "widens";
  if (!isWidening)
    return (
      <Say>
        This {widens} nothing:{" "}
        {lost.triples === 0 ? (
          `nobody ${isOver ? "gained" : "gains"} or ${isOver ? "lost" : "loses"} a way to ask.`
        ) : (
          <>
            <Ways reach={lost} does={isOver ? "lost" : ["loses", "lose"]} />.
          </>
        )}
      </Say>
    );
  return (
    <Say>
      This {widens} access:{" "}
      {gained.triples === 0 ? (
        "nobody gains a way to ask"
      ) : (
        <Ways reach={gained} does={isOver ? "gained" : ["gains", "gain"]} />
      )}
      {easier.length > 0 && (
        <>
          {gained.triples === 0 ? ", but " : ", and "}
          <b>{count(easier.length, "thing")}</b>{" "}
          {isOver ? "became" : easier.length === 1 ? "becomes" : "become"} easier
        </>
      )}
      .
    </Say>
  );
}

/** "3 people gain ways to ask for 1 permission set in 6 accounts". */
function Ways({ reach, does }: { reach: ShownReach; does: string | readonly [string, string] }) {
  const { people, sets, accounts } = reach;
  return (
    <>
      <b>{count(people, "person")}</b> {typeof does === "string" ? does : does[people === 1 ? 0 : 1]} ways to
      ask for <b>{count(sets, "permission set")}</b> in <b>{count(accounts, "account")}</b>
    </>
  );
}
