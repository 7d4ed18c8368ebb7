import type { Metadata } from "next";
import { RuleDeadEnds } from "#components/access/rule-dead-ends.tsx";
import { RuleSays, ruleReach } from "#components/access/rule-parts.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { State } from "#components/ui/state.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { requireReader } from "#lib/auth/require-viewer.ts";
import { count, formatNumber } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";
import { openRuleChangesFor } from "#lib/queries/access/rule-changes.ts";
import { rulesFor } from "#lib/queries/access/rules.ts";
import { offFor } from "./editing/off-for.ts";

export const metadata: Metadata = { title: "Rules" };

export default async function RulesPage() {
  const viewer = await requireReader();
  const [rules, open] = await Promise.all([rulesFor(viewer), openRuleChangesFor(viewer)]);
  return (
    <>
      <PageHead
        title="Rules"
        actions={
          <>
            <ButtonLink href={paths.ruleChanges()}>
              Changes{open.length > 0 && <b className="font-strong">{formatNumber(open.length)} open</b>}
            </ButtonLink>
            <ButtonLink href={paths.why()}>Why can somebody ask?</ButtonLink>
            <ButtonLink href={paths.rulesFile()} leaves>
              Download as YAML
            </ButtonLink>
            <ButtonLink kind="go" href={paths.newRule()} {...offFor(viewer)}>
              New rule
            </ButtonLink>
          </>
        }
        sub={`${count(rules.length, "rule")}. Nobody may ask for what no rule offers; nobody decides but whom a rule names.`}
      />
      {rules.length === 0 ? (
        <Empty title="There are no rules, so nobody may ask for anything.">
          Write the first one here, or load a rules file on the host.
        </Empty>
      ) : (
        <ul className="border-t border-ink">
          {rules.map((rule) => (
            <li key={rule.id} className="grid gap-1 border-b border-line px-2 py-3">
              <h2 className="flex flex-wrap items-baseline gap-x-3 gap-y-1 text-h2">
                <TextLink as="name" href={paths.rule(rule.id)}>
                  {rule.name}
                </TextLink>
                {!rule.enabled && (
                  <span className="text-body">
                    <State is="disabled">Switched off</State>
                  </span>
                )}
                <span className="ml-auto text-note font-plain text-ink-2">{ruleReach(rule)}</span>
              </h2>
              <p className="max-w-[90ch] text-read first-letter:uppercase">
                <RuleSays rule={rule} />
              </p>
              <RuleDeadEnds deadEnds={rule.deadEnds} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
