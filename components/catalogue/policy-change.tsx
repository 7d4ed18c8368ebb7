import { PolicyStatements } from "#components/catalogue/policy-statements.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { policyDifference } from "#lib/core/catalogue/policy-difference.ts";
import type { Statement } from "#lib/core/catalogue/readable-policy.ts";
import { count } from "#lib/format.ts";

type PolicyChangeProps = { what: string; before: string | null; after: string | null };

/** How a policy document changed: the statements that it gained and lost, or both texts where it is no policy that we can read. */
export function PolicyChange({ what, before, after }: PolicyChangeProps) {
  const difference = policyDifference(before, after);
  switch (difference.kind) {
    case "statements":
      return (
        <div className="grid gap-3 py-1">
          <Statements icon="plus" says="It gained" statements={difference.added} />
          <Statements icon="minus" says="It lost" statements={difference.removed} />
          <p className="text-note text-ink-2">
            {difference.added.length + difference.removed.length === 0
              ? "It says the same, written otherwise."
              : `${count(difference.kept, "statement")} stayed.`}
          </p>
        </div>
      );
    case "texts":
      return (
        <div className="grid gap-3 py-1">
          {difference.before !== null && <CodeBlock label={`${what} before`} code={difference.before} />}
          {difference.after !== null && <CodeBlock label={`${what} after`} code={difference.after} />}
        </div>
      );
  }
}

function Statements({
  icon,
  says,
  statements,
}: {
  icon: "plus" | "minus";
  says: string;
  statements: readonly Statement[];
}) {
  if (statements.length === 0) return null;
  return (
    <div>
      <p className="flex items-center gap-1.25 font-medium">
        <Icon name={icon} size={15} /> {says} {count(statements.length, "statement")}
      </p>
      <PolicyStatements statements={statements} />
    </div>
  );
}
