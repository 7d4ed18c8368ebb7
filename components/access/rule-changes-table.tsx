import { Cell } from "#components/ui/cell.tsx";
import { HeadCell } from "#components/ui/head-cell.tsx";
import { Table } from "#components/ui/table.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { TwoLine } from "#components/ui/two-line.tsx";
import { When } from "#components/ui/when.tsx";
import type { RuleChangeRow } from "#lib/core/shown-rule-change.ts";
import { paths } from "#lib/paths.ts";
import { RuleChangeState } from "./rule-change-state.tsx";

type RuleChangesTableProps = {
  caption: string;
  changes: readonly RuleChangeRow[];
  viewerId: string;
  now: Date;
  zone: string;
};

/** Changes of rules: which rule, who proposed it and why, where it stands. */
export function RuleChangesTable({ caption, changes, viewerId, now, zone }: RuleChangesTableProps) {
  return (
    <Table
      caption={caption}
      fold="blocks"
      head={
        <>
          <HeadCell>Rule</HeadCell>
          <HeadCell>Who</HeadCell>
          <HeadCell width="34%">Why</HeadCell>
          <HeadCell>Proposed</HeadCell>
          <HeadCell>State</HeadCell>
        </>
      }
    >
      {changes.map((change) => (
        <tr key={change.id}>
          <Cell phone="wide">
            <TwoLine sub={change.isNew && "a new rule"}>
              <TextLink as="name" href={paths.ruleChange(change.id)}>
                {change.name}
              </TextLink>
            </TwoLine>
          </Cell>
          <Cell>{change.proposedById === viewerId ? "You" : change.proposedByName}</Cell>
          <Cell cut quiet phone="wide">
            {change.note}
          </Cell>
          <Cell nowrap label="proposed">
            <When at={change.proposedAt} now={now} zone={zone} />
          </Cell>
          <Cell phone="end">
            <RuleChangeState change={change} now={now} zone={zone} />
          </Cell>
        </tr>
      ))}
    </Table>
  );
}
