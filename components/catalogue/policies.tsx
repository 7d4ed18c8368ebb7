import { PolicyStatements } from "#components/catalogue/policy-statements.tsx";
import { TagList } from "#components/catalogue/tag-list.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Columns } from "#components/ui/columns.tsx";
import { DefinitionList } from "#components/ui/definition-list.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Note } from "#components/ui/note.tsx";
import { Row, RowList } from "#components/ui/row-list.tsx";
import { Section } from "#components/ui/section.tsx";
import { type ReadablePolicy, readablePolicy } from "#lib/core/catalogue/readable-policy.ts";
import type { ManagedPolicy, Tags } from "#lib/core/catalogue.ts";
import { count, formatMinutes } from "#lib/format.ts";

type PoliciesProps = {
  set: {
    sessionMinutes: number;
    relayState: string | null;
    managedPolicies: readonly ManagedPolicy[];
    inlinePolicy: string | null;
    permissionsBoundary: ManagedPolicy | null;
    tags: Tags;
    fingerprint: string;
  };
};

/** What a permission set allows: its policies, its boundary, its session; what AWS holds, prepared for reading. */
export function Policies({ set }: PoliciesProps) {
  const inline = set.inlinePolicy === null ? null : readablePolicy(set.inlinePolicy);
  return (
    <Columns beside={<Surroundings set={set} />}>
      <Section title="Attached policies" note={count(set.managedPolicies.length, "policy", "policies")}>
        {set.managedPolicies.length === 0 ? (
          <Note>No AWS managed or customer managed policy is attached.</Note>
        ) : (
          <RowList>
            {set.managedPolicies.map((policy) => (
              <PolicyRow
                key={policy.kind === "aws" ? policy.arn : policy.path + policy.name}
                policy={policy}
              />
            ))}
          </RowList>
        )}
      </Section>
      {inline === null ? (
        <Section title="Inline policy">
          <Note>There is none.</Note>
        </Section>
      ) : (
        <InlinePolicy policy={inline} />
      )}
    </Columns>
  );
}

function InlinePolicy({ policy }: { policy: ReadablePolicy }) {
  switch (policy.kind) {
    case "statements":
      return (
        <>
          <Section title="Inline policy" note={count(policy.statements.length, "statement")}>
            <PolicyStatements statements={policy.statements} />
          </Section>
          <Section title="As written" soft>
            <CodeBlock label="Inline policy as JSON" code={policy.text} />
          </Section>
        </>
      );
    case "json":
      return (
        <Section title="Inline policy">
          <CodeBlock label="Inline policy as JSON" code={policy.text} />
        </Section>
      );
    case "malformed":
      return (
        <Section title="Inline policy">
          <Callout
            tone="warn"
            title="This is not valid JSON."
            says="It stands here exactly as AWS holds it."
          />
          <CodeBlock label="Inline policy as JSON" code={policy.text} />
        </Section>
      );
  }
}

function Surroundings({ set }: PoliciesProps) {
  return (
    <>
      <Section title="Limits">
        <DefinitionList
          items={[
            { term: "Session", value: formatMinutes(set.sessionMinutes) },
            {
              term: "Boundary",
              value: set.permissionsBoundary ? <PolicyName policy={set.permissionsBoundary} /> : "none",
            },
            { term: "Opens at", value: set.relayState ?? "the console's home" },
            {
              term: "Fingerprint",
              value: <span className="mono break-all text-ink-3">{set.fingerprint}</span>,
            },
          ]}
        />
        <Note>
          An approval is bound to the fingerprint: when the policies change, Gatehouse asks again. Boundaries
          and service control policies may narrow what is written here.
        </Note>
      </Section>
      <Section title="Tags">
        <TagList tags={set.tags} />
      </Section>
    </>
  );
}

function PolicyRow({ policy }: { policy: ManagedPolicy }) {
  switch (policy.kind) {
    case "aws":
      return (
        <Row
          title={<PolicyName policy={policy} />}
          sub={<span className="mono">{policy.arn}</span>}
          end={<Quiet>AWS managed</Quiet>}
        />
      );
    case "customer":
      return (
        <Row
          title={<PolicyName policy={policy} />}
          sub={
            <>
              path <span className="mono">{policy.path}</span>, must exist in each account
            </>
          }
          end={<Quiet>customer managed</Quiet>}
        />
      );
  }
}

function Quiet({ children }: { children: string }) {
  return <span className="text-ink-2">{children}</span>;
}

function PolicyName({ policy }: { policy: ManagedPolicy }) {
  switch (policy.kind) {
    case "aws":
      return (
        <a
          className="link font-strong"
          href={`https://docs.aws.amazon.com/aws-managed-policy/latest/reference/${encodeURIComponent(policy.name)}.html`}
          rel="noreferrer"
        >
          {policy.name} <Icon name="external-link" size={12} />
        </a>
      );
    case "customer":
      return <b className="font-strong">{policy.name}</b>;
  }
}
