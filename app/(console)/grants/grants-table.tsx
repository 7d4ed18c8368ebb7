import { Fragment } from "react";
import { AskAgain } from "#components/access/ask-again.tsx";
import { AwsSaid } from "#components/access/aws-said.tsx";
import { GrantLook } from "#components/access/grant-look.tsx";
import { endsEarly, needsAPerson, opensConsole } from "#components/access/grant-now-is.ts";
import { GrantTime } from "#components/access/grant-time.tsx";
import { GrantWindow } from "#components/access/grant-window.tsx";
import { TimeAxis } from "#components/access/time-axis.tsx";
import { WindowLegend } from "#components/access/window-legend.tsx";
import { windowsAxis } from "#components/access/windows-axis.ts";
import { Cell } from "#components/ui/cell.tsx";
import { DetailRow } from "#components/ui/detail-row.tsx";
import { HeadCell } from "#components/ui/head-cell.tsx";
import { Table } from "#components/ui/table.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { TwoLine } from "#components/ui/two-line.tsx";
import { isFinished } from "#lib/core/grant.ts";
import type { GrantRow } from "#lib/core/shown-access.ts";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { paths } from "#lib/paths.ts";
import type { MayExtend } from "#lib/queries/access/extending.ts";
import { EndNow } from "./end-now.tsx";
import { MoreTime } from "./more-time.tsx";

type GrantsTableProps = {
  caption: string;
  grants: readonly GrantRow[];
  /** Whether each of the viewer's own may be extended, by its id. */
  may: ReadonlyMap<string, MayExtend>;
  /** How far from now the axis may reach, both ways. */
  hoursShown: number;
  viewer: Viewer;
  now: Date;
  zone: string;
};

/** Grants with their windows on one axis; what needs a person brings what AWS said along. */
export function GrantsTable({ caption, grants, may, hoursShown, viewer, now, zone }: GrantsTableProps) {
  const axis = windowsAxis(grants, now, zone, hoursShown);
  const isAnyOverdue = grants.some(needsAPerson);
  return (
    <>
      <Table
        caption={caption}
        fold="blocks"
        headIs="sticky"
        keys
        head={
          <>
            <HeadCell width="11rem">State</HeadCell>
            <HeadCell>Who and what</HeadCell>
            <HeadCell width="36%">
              <span className="sr-only">Window</span>
              <TimeAxis axis={axis} now={now} zone={zone} />
            </HeadCell>
            <HeadCell>Time</HeadCell>
            <HeadCell hidden="Act" />
          </>
        }
      >
        {grants.map((grant) => {
          const mine = may.get(grant.id);
          const isOwn = grant.personId === viewer.personId;
          const isAlarm = needsAPerson(grant);
          const what = `${grant.permissionSetName} in ${grant.accountName}`;
          return (
            <Fragment key={grant.id}>
              <tr {...(isAlarm && { "data-kind": "alarm" })}>
                <Cell>
                  <GrantLook grant={grant} viewerId={viewer.personId} now={now} />
                </Cell>
                <Cell phone="wide">
                  <TwoLine sub={`${what}${grant.ticket === null ? "" : `, ${grant.ticket}`}`}>
                    <TextLink
                      as="name"
                      href={paths.request(grant.requestId)}
                      aria-label={`${grant.personName}: ${what}`}
                    >
                      {grant.personName}
                    </TextLink>
                  </TwoLine>
                </Cell>
                <Cell phone="wide">
                  <GrantWindow grant={grant} axis={axis} now={now} zone={zone} />
                </Cell>
                <Cell>
                  <GrantTime grant={grant} now={now} zone={zone} />
                </Cell>
                <Cell number phone="end">
                  <span className="inline-flex flex-wrap justify-end gap-2">
                    {isOwn && isFinished(grant.state) && grant.leftStanding !== "continued" && (
                      <AskAgain request={grant} requestId={grant.requestId} />
                    )}
                    {mine && opensConsole(grant, now) && <MoreTime grant={grant} may={mine} />}
                    {(isOwn || viewer.isAdministrator) && endsEarly(grant, now) && (
                      <EndNow
                        grant={grant}
                        isOwn={isOwn}
                        sessionMs={grant.sessionsUntil.getTime() - grant.endsAt.getTime()}
                      />
                    )}
                  </span>
                </Cell>
              </tr>
              {isAlarm && (
                <DetailRow columns={5}>
                  <AwsSaid
                    grant={grant}
                    mayBrowse={mayReadEverything(viewer)}
                    now={now}
                    zone={zone}
                    isFramed={false}
                  />
                </DetailRow>
              )}
            </Fragment>
          );
        })}
      </Table>
      <WindowLegend parts={isAnyOverdue ? ["used", "left", "tail", "overdue"] : ["used", "left", "tail"]} />
    </>
  );
}
