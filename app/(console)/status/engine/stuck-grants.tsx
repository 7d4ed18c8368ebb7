import { Fragment } from "react";
import { GrantLook } from "#components/access/grant-look.tsx";
import { GrantTime } from "#components/access/grant-time.tsx";
import { StuckSaid } from "#components/engine/stuck-said.tsx";
import { Cell } from "#components/ui/cell.tsx";
import { DetailRow } from "#components/ui/detail-row.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { HeadCell } from "#components/ui/head-cell.tsx";
import { Table } from "#components/ui/table.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { TwoLine } from "#components/ui/two-line.tsx";
import { When } from "#components/ui/when.tsx";
import type { StuckGrantRow } from "#lib/core/shown-engine.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { count } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";
import { StuckActs } from "./stuck-acts.tsx";

type StuckGrantsProps = {
  rows: readonly StuckGrantRow[];
  viewer: Viewer;
  owners: readonly { userName: string; name: string }[];
  now: Date;
  zone: string;
};

/** Grants that need a person, each with what AWS answered in its own words and what may be done. */
export function StuckGrants({ rows, viewer, owners, now, zone }: StuckGrantsProps) {
  if (rows.length === 0) {
    return (
      <Empty title="No removal is blocked, and no assignment is contested.">
        A removal that AWS refuses is tried again for ever and stands here until it is done; so does an
        assignment that somebody else may have made.
      </Empty>
    );
  }
  return (
    <Table
      caption="Grants that need a person"
      fold="blocks"
      head={
        <>
          <HeadCell width="11rem">State</HeadCell>
          <HeadCell>Who and what</HeadCell>
          <HeadCell>Overdue</HeadCell>
          <HeadCell>Tries</HeadCell>
        </>
      }
    >
      {rows.map((row) => {
        const { grant } = row;
        const { personName, permissionSetName, accountName, accountId, fault } = grant;
        return (
          <Fragment key={grant.id}>
            <tr data-kind="alarm">
              <Cell>
                <GrantLook grant={grant} viewerId={viewer.personId} now={now} />
              </Cell>
              <Cell phone="wide">
                <TwoLine
                  sub={
                    <>
                      {permissionSetName} in {accountName}, <span className="mono">{accountId}</span>
                    </>
                  }
                >
                  <TextLink
                    as="name"
                    href={paths.request(grant.requestId)}
                    aria-label={`${personName}: ${permissionSetName} in ${accountName}`}
                  >
                    {personName}
                  </TextLink>
                </TwoLine>
              </Cell>
              <Cell>
                <GrantTime grant={grant} now={now} zone={zone} />
              </Cell>
              <Cell phone="wide">
                <TwoLine sub={<NextTry row={row} now={now} zone={zone} />}>
                  {fault ? count(fault.tries, "try", "tries") : "no error"}
                </TwoLine>
              </Cell>
            </tr>
            <DetailRow columns={4}>
              <div className="grid gap-3 pb-2 whitespace-normal">
                <StuckSaid row={row} now={now} zone={zone} />
                <StuckActs row={row} viewer={viewer} owners={owners} />
              </div>
            </DetailRow>
          </Fragment>
        );
      })}
    </Table>
  );
}

function NextTry({ row: { grant }, now, zone }: { row: StuckGrantRow; now: Date; zone: string }) {
  const next = grant.nextLookAt;
  const word = grant.state === "contested" ? "look" : "try";
  if (next === null || next <= now) return `next ${word} now`;
  return (
    <>
      next {word} <When at={next} now={now} zone={zone} as="relative" />
    </>
  );
}
