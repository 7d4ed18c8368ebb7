import type { ReactNode } from "react";
import { RuleDeadEnds } from "#components/access/rule-dead-ends.tsx";
import { RuleSays } from "#components/access/rule-parts.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Note } from "#components/ui/note.tsx";
import { Row, RowList } from "#components/ui/row-list.tsx";
import { Section } from "#components/ui/section.tsx";
import type { RulePreview } from "#lib/core/shown-preview.ts";
import { count, listNames } from "#lib/format.ts";
import { ReachExamples, ReachFigures, StagesPreviewed } from "./preview-parts.tsx";

/** What would come of it if the rule were saved as it is written. */
export function RulePreviewed({ preview, save }: { preview: RulePreview; save: ReactNode }) {
  const { easier, deadEnds, stages, requests, gained, lost, version } = preview;
  return (
    <>
      <Section title="If you save this" note={version === null ? "a new rule" : `against version ${version}`}>
        <Verdict preview={preview} />
        <ReachFigures preview={preview} />
        <p className="mt-3 border-t border-line pt-3 text-read">
          <RuleSays rule={preview.says} />
        </p>
      </Section>
      {easier.length > 0 && (
        <Section title="Becomes easier" soft>
          <RowList>
            {easier.map((each) => (
              <Row key={each} title={<span className="block first-letter:uppercase">{each}</span>} />
            ))}
          </RowList>
        </Section>
      )}
      {(deadEnds.length > 0 || requests.fallen + requests.stranded > 0) && (
        <Section title="Look twice" soft>
          <RuleDeadEnds deadEnds={deadEnds} />
          <Undecided {...requests} />
        </Section>
      )}
      <Section title="Who could agree" soft>
        <StagesPreviewed stages={stages} />
      </Section>
      <ReachExamples reach={gained} sign="+" title="Who gains what" />
      <ReachExamples reach={lost} sign="−" title="Who loses what" />
      {save}
    </>
  );
}

/** What saving would come to, in a sentence. */
function Verdict({ preview }: { preview: RulePreview }) {
  const { change, differs, isWidening, enabled, changedMeanwhile, gained, lost } = preview;
  const parts = differs.length > 0 ? `It changes ${listNames(differs)}.` : "";
  return (
    <>
      {changedMeanwhile && (
        <Callout
          tone="warn"
          title="Somebody changed this rule since you opened it."
          says={`This is compared with the rule as it is now${changedMeanwhile.differs.length > 0 ? `; what they changed: ${listNames(changedMeanwhile.differs)}` : ""}. Saving would put yours in its place.`}
        />
      )}
      {change === "nothing" ? (
        <Callout title="Nothing would change." says="The rule says this already." />
      ) : isWidening ? (
        <Callout
          tone="warn"
          title="This widens access, so another administrator has to agree."
          says={`${parts} Until then nothing changes.`}
        />
      ) : (
        <Callout tone="good" title="This widens nothing and applies at once." says={parts} />
      )}
      {!enabled && change !== "nothing" && <Note>The rule is switched off: nobody asks by it.</Note>}
      {gained.triples + lost.triples === 0 && change !== "nothing" && (
        <Note>Nobody gains or loses a way to ask by the organisation as it is now.</Note>
      )}
    </>
  );
}

/** What becomes of requests that wait for a decision. */
function Undecided({ fallen, stranded }: RulePreview["requests"]) {
  return (
    <>
      {fallen > 0 && (
        <Callout
          tone="warn"
          title={`${count(fallen, "undecided request")} would not stand any more.`}
          says="No rule that it was asked under covers it then."
        />
      )}
      {stranded > 0 && (
        <Callout
          tone="warn"
          title={`${count(stranded, "undecided request")} could be decided by nobody.`}
          says="They lapse unless somebody is named who may."
        />
      )}
    </>
  );
}
