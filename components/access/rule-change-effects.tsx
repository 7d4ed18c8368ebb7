import { Callout } from "#components/ui/callout.tsx";
import { Row, RowList } from "#components/ui/row-list.tsx";
import { Section } from "#components/ui/section.tsx";
import type { ShownRuleChange } from "#lib/core/shown-rule-change.ts";
import { count } from "#lib/format.ts";
import { ReachChange } from "./reach-change.tsx";

/** What the worker worked out: what becomes easier, who gains and who loses, and what to look at twice. */
export function RuleChangeEffects({ judged }: { judged: NonNullable<ShownRuleChange["judged"]> }) {
  const { easier, deadEnds, gained, lost, requests } = judged;
  return (
    <>
      {easier.length > 0 && (
        <Section title="What becomes easier" note={count(easier.length, "thing")}>
          <RowList>
            {easier.map((each) => (
              <Row key={each} title={<span className="block first-letter:uppercase">{each}</span>} />
            ))}
          </RowList>
        </Section>
      )}
      <ReachChange title="Who gains" reach={gained} />
      <ReachChange title="Who loses" reach={lost} />
      {deadEnds.length + requests.fallen + requests.stranded > 0 && (
        <Section title="Look twice">
          {deadEnds.map((each) => (
            <Callout key={each} tone="warn" title={each} />
          ))}
          {requests.fallen > 0 && (
            <Callout
              tone="warn"
              title={`${count(requests.fallen, "undecided request")} would not stand any more.`}
              says="Whoever asked gets a letter, and may ask again by another rule."
            />
          )}
          {requests.stranded > 0 && (
            <Callout
              tone="warn"
              title={`${count(requests.stranded, "undecided request")} could be decided by nobody.`}
              says="They lapse when their time has come."
            />
          )}
        </Section>
      )}
    </>
  );
}
