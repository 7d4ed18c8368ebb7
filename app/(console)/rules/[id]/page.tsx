import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { readMoment } from "#app/(console)/moment.ts";
import { RuleDeadEnds } from "#components/access/rule-dead-ends.tsx";
import { Approvers, Asks, Limits, Requesters, Sets, Targets } from "#components/access/rule-parts.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Columns } from "#components/ui/columns.tsx";
import { Note } from "#components/ui/note.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { Row, RowList } from "#components/ui/row-list.tsx";
import { Section } from "#components/ui/section.tsx";
import { State } from "#components/ui/state.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { requireReader } from "#lib/auth/require-viewer.ts";
import { formatNumber, formatWhen, spellMinutes } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";
import { openRuleChangesFor } from "#lib/queries/access/rule-changes.ts";
import { ruleFor } from "#lib/queries/access/rules.ts";
import { offFor } from "../editing/off-for.ts";
import { SwitchRule } from "./switch-rule.tsx";

export const metadata: Metadata = { title: "Rule" };

export default async function RulePage({ params }: { params: Promise<{ id: string }> }) {
  const viewer = await requireReader();
  const id = z.uuid().safeParse((await params).id);
  const rule = id.success ? await ruleFor(viewer, id.data) : null;
  if (!rule) notFound();
  const { now, zone } = await readMoment();
  const open = await openRuleChangesFor(viewer, rule.id);
  const parts = [
    { term: "Who", says: <Requesters rule={rule} /> },
    {
      term: "What",
      says: (
        <>
          may ask for <Sets rule={rule} />
        </>
      ),
    },
    {
      term: "Where",
      says: (
        <>
          in <Targets rule={rule} />
        </>
      ),
    },
    {
      term: "How long",
      says: (
        <>
          <Limits rule={rule} />
        </>
      ),
    },
    {
      term: "Who agrees",
      says: (
        <>
          <Approvers rule={rule} />
        </>
      ),
    },
    { term: "Must say", says: <Asks rule={rule} /> },
    { term: "Lapses", says: `after ${spellMinutes(rule.deadlineMinutes)} without an answer` },
    { term: "Decides", says: `before rules with a larger number than ${rule.priority}` },
  ];
  const figures = [
    { title: "People who may ask", figure: rule.requesterCount },
    { title: "People who may decide", figure: rule.approverCount },
    { title: "Active accounts it reaches", figure: rule.accountCount },
  ];
  return (
    <>
      <PageHead
        crumbs={[
          { label: "Rules", href: paths.rules() },
          { label: `version ${rule.version}, since ${formatWhen(rule.updatedAt, now, zone)}` },
        ]}
        title={rule.name}
        aside={!rule.enabled && <State is="disabled">Switched off</State>}
        sub={rule.description}
        actions={
          <>
            <ButtonLink href={paths.rulesFile(rule.id)} leaves>
              Download as YAML
            </ButtonLink>
            {viewer.isAdministrator && <ButtonLink href={paths.newRule({ copy: rule.id })}>Copy</ButtonLink>}
            {viewer.isAdministrator && (
              <SwitchRule ruleId={rule.id} version={rule.version} name={rule.name} enabled={rule.enabled} />
            )}
            <ButtonLink kind="go" href={paths.editRule(rule.id)} {...offFor(viewer)}>
              Edit
            </ButtonLink>
          </>
        }
      />
      {open.map(({ id: changeId, proposedByName }) => (
        <Callout
          key={changeId}
          title={`${proposedByName} proposes a change.`}
          says={<TextLink href={paths.ruleChange(changeId)}>Look at it</TextLink>}
        />
      ))}
      <Columns
        beside={
          <>
            <Section title="What it means now" soft>
              <RowList>
                {figures.map(({ title, figure }) => (
                  <Row
                    key={title}
                    title={title}
                    end={<b className="font-medium">{formatNumber(figure)}</b>}
                  />
                ))}
              </RowList>
              <Note>
                By the groups and accounts as they were last read from AWS. Disabled people are not counted.
              </Note>
            </Section>
            <RuleDeadEnds deadEnds={rule.deadEnds} />
          </>
        }
      >
        <Section title="The rule">
          <dl>
            {parts.map(({ term, says }) => (
              <div
                key={term}
                className="grid gap-x-4 border-b border-line p-2 text-read wide:grid-cols-[7rem_1fr]"
              >
                <dt className="text-body text-ink-2">{term}</dt>
                <dd className="first-letter:uppercase">{says}</dd>
              </div>
            ))}
          </dl>
        </Section>
      </Columns>
    </>
  );
}
