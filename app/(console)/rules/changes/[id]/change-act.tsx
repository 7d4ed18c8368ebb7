import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Note } from "#components/ui/note.tsx";
import { Section } from "#components/ui/section.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { ShownRuleChange } from "#lib/core/shown-rule-change.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { formatDigest, formatWhen, listNames } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";
import { AnswerForm } from "./answer-form.tsx";
import { WithdrawChange } from "./withdraw-change.tsx";

type ChangeActProps = {
  change: ShownRuleChange;
  viewer: Viewer;
  /** Who may answer, besides whoever proposed it. */
  others: readonly { id: string; name: string }[];
  now: Date;
  zone: string;
};

const NAMED = 5;

/** What the reader may do about a change, or why nothing. */
export function ChangeAct({ change, viewer, others, now, zone }: ChangeActProps) {
  const { id: changeId, round, contentHash, state, isAnswered, applied, lapsesAt } = change;
  if (applied)
    return (
      <Section title="In force" soft>
        <p className="pt-3">
          It is version {applied.version} of <TextLink href={paths.rule(applied.ruleId)}>the rule</TextLink>.
        </p>
      </Section>
    );
  if (state !== "proposed" && state !== "waiting") return null;
  const shown = { changeId, round, contentHash };
  const isOwn = change.proposedById === viewer.personId;
  if (isAnswered || state === "proposed" || lapsesAt <= now)
    return (
      <Section title="Your answer" soft>
        <p className="pt-3" role="status">
          {isAnswered ? "It is answered, and the worker acts on it within seconds." : "The worker is at it."}
        </p>
        {isOwn && !isAnswered && lapsesAt > now && (
          <div className="pt-3">
            <WithdrawChange shown={shown} />
          </div>
        )}
      </Section>
    );
  return (
    <Section title="Your answer" soft>
      {viewer.isAdministrator && !isOwn ? (
        <AnswerForm shown={shown} proposerName={change.proposedByName} />
      ) : (
        <p className="flex flex-wrap gap-2 pt-3">
          <Button
            disabledReason={
              isOwn ? "You proposed it: another administrator has to agree." : "Administrators may."
            }
          >
            Agree
          </Button>
        </p>
      )}
      {isOwn && (
        <div className="pt-3">
          <WithdrawChange shown={shown} />
        </div>
      )}
      {others.length === 0 ? (
        <Callout tone="warn" title="There is no other administrator who could agree.">
          Somebody else has to join the administrators’ group first; or the rules are changed on the host.
        </Callout>
      ) : (
        <Note>
          {whoMay(others, viewer.personId)} It lapses {formatWhen(lapsesAt, now, zone)}.
        </Note>
      )}
      <Note>
        Bound to revision <span className="mono">{formatDigest(contentHash)}</span>, as shown.
      </Note>
    </Section>
  );
}

function whoMay(others: ChangeActProps["others"], viewerId: string): string {
  const names = others.map(({ id, name }) => (id === viewerId ? "you" : name));
  const rest = names.length - NAMED;
  const named = rest > 0 ? [...names.slice(0, NAMED), `${rest} more`] : names;
  return `One of these has to agree: ${listNames(named, rest > 0 ? "and" : "or")}.`;
}
