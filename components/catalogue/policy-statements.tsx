import { Cell } from "#components/ui/cell.tsx";
import { HeadCell } from "#components/ui/head-cell.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Table } from "#components/ui/table.tsx";
import type { Statement } from "#lib/core/catalogue/readable-policy.ts";

type PolicyStatementsProps = { statements: readonly Statement[] };

/** The statements of a policy, a row each. */
export function PolicyStatements({ statements }: PolicyStatementsProps) {
  const head = (
    <>
      <HeadCell>Effect</HeadCell>
      <HeadCell width="38%">May</HeadCell>
      <HeadCell>On</HeadCell>
      <HeadCell>Only if</HeadCell>
    </>
  );
  const numbered = statements.map((statement, index) => ({ statement, number: index + 1 }));
  return (
    <Table caption="Statements of the inline policy" head={head} fold="blocks">
      {numbered.map(({ statement, number }) => (
        <tr key={number}>
          <Cell nowrap className="align-top">
            <Effect statement={statement} />
          </Cell>
          <Cell phone="wide" className="align-top">
            <Names of={statement.actions} all="everything" />
          </Cell>
          <Cell label="On" phone="wide" className="align-top">
            <Names of={statement.resources} all="everything" />
          </Cell>
          <Cell quiet label="Only if" phone="wide" className="align-top">
            {statement.condition === null ? (
              "–"
            ) : (
              <span className="mono block whitespace-pre-wrap">{statement.condition}</span>
            )}
          </Cell>
        </tr>
      ))}
    </Table>
  );
}

function Effect({ statement }: { statement: Statement }) {
  switch (statement.effect) {
    case "Allow": {
      const isWide = statement.actions.all === "all-but" || statement.actions.names.includes("*");
      return isWide ? (
        <span className="font-medium text-state-ending">
          <Icon name="triangle-alert" size={15} /> Allows, wide
        </span>
      ) : (
        <span className="font-medium text-state-active">
          <Icon name="check" size={15} /> Allows
        </span>
      );
    }
    case "Deny":
      return (
        <span className="font-medium text-state-denied">
          <Icon name="ban" size={15} /> Denies
        </span>
      );
  }
}

function Names({ of: { all, names }, all: everything }: { of: Statement["actions"]; all: string }) {
  if (names.includes("*") && all === "these") return <>{everything}</>;
  return (
    <>
      {all === "all-but" && <span className="block text-ink-2">everything but</span>}
      <ul>
        {names.map((name) => (
          <li key={name} className="mono break-all">
            {name}
          </li>
        ))}
      </ul>
    </>
  );
}
