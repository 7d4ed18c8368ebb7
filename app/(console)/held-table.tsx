import { Fragment } from "react";
import { EndNow } from "#app/(console)/grants/end-now.tsx";
import { MoreTime } from "#app/(console)/grants/more-time.tsx";
import { AwsSaid } from "#components/access/aws-said.tsx";
import { GrantLook } from "#components/access/grant-look.tsx";
import { endsEarly, needsAPerson, opensConsole, stateNow } from "#components/access/grant-now-is.ts";
import { GrantTime } from "#components/access/grant-time.tsx";
import { GrantWindow } from "#components/access/grant-window.tsx";
import { TimeAxis } from "#components/access/time-axis.tsx";
import { WindowLegend } from "#components/access/window-legend.tsx";
import { windowsAxis } from "#components/access/windows-axis.ts";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { Cell } from "#components/ui/cell.tsx";
import { DetailRow } from "#components/ui/detail-row.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { HeadCell } from "#components/ui/head-cell.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Section } from "#components/ui/section.tsx";
import { Table } from "#components/ui/table.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { TwoLine } from "#components/ui/two-line.tsx";
import { consoleAccess } from "#lib/console-access.ts";
import type { GrantRow } from "#lib/core/shown-access.ts";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { formatDay, zoneName } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";
import type { MayExtend } from "#lib/queries/access/extending.ts";

type HeldTableProps = {
  held: readonly GrantRow[];
  /** Whether each may be extended, by its id. */
  may: ReadonlyMap<string, MayExtend>;
  viewer: Viewer;
  now: Date;
  zone: string;
};

/** What the viewer holds or is about to hold, on one axis, with the way into the console. */
export function HeldTable({ held, may, viewer, now, zone }: HeldTableProps) {
  const note = `${formatDay(now, zone)}, times in ${zoneName(now, zone)}`;
  if (held.length === 0) {
    return (
      <Section title="What you hold" note={note}>
        <Empty
          title="Nothing temporary."
          action={
            <ButtonLink href={paths.newRequest()} kind="go">
              Ask for a role
            </ButtonLink>
          }
        >
          A role that you ask for and get stands here with the time it has left, and a button into the
          console.
        </Empty>
      </Section>
    );
  }
  const axis = windowsAxis(held, now, zone);
  return (
    <Section title="What you hold" note={note}>
      <Table
        caption="Roles you hold or are about to hold, on a shared axis of time"
        fold="blocks"
        head={
          <>
            <HeadCell>Role</HeadCell>
            <HeadCell width="36%">
              <span className="sr-only">Window</span>
              <TimeAxis axis={axis} now={now} zone={zone} every={2} />
            </HeadCell>
            <HeadCell>Time left</HeadCell>
            <HeadCell hidden="Act" />
          </>
        }
      >
        {held.map((grant) => (
          <Fragment key={grant.id}>
            <Held grant={grant} may={may.get(grant.id)} axis={axis} viewer={viewer} now={now} zone={zone} />
            {needsAPerson(grant) && (
              <DetailRow columns={4}>
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
        ))}
      </Table>
      <WindowLegend />
    </Section>
  );
}

type HeldProps = Omit<HeldTableProps, "held" | "may"> & {
  grant: GrantRow;
  may: MayExtend | undefined;
  axis: ReturnType<typeof windowsAxis>;
};

function Held({ grant, may, axis, viewer, now, zone }: HeldProps) {
  const isOpen = opensConsole(grant, now);
  const sessionMs = grant.sessionsUntil.getTime() - grant.endsAt.getTime();
  return (
    <tr {...(needsAPerson(grant) && { "data-kind": "alarm" })}>
      <Cell>
        <TwoLine sub={`in ${grant.accountName}${grant.ticket === null ? "" : `, ${grant.ticket}`}`}>
          <TextLink as="name" href={paths.request(grant.requestId)}>
            {grant.permissionSetName}
          </TextLink>
        </TwoLine>
      </Cell>
      <Cell phone="wide" className="max-wide:order-last">
        <GrantWindow grant={grant} axis={axis} now={now} zone={zone} />
      </Cell>
      <Cell phone="end">
        {stateNow(grant, now) !== "active" && (
          <GrantLook grant={grant} viewerId={viewer.personId} now={now} />
        )}
        {!needsAPerson(grant) && grant.state !== "granting" && grant.state !== "scheduled" && (
          <GrantTime grant={grant} now={now} zone={zone} />
        )}
      </Cell>
      <Cell number nowrap phone="wide" className="max-wide:order-last">
        <span className="flex flex-wrap justify-end gap-2 max-wide:mt-1 max-wide:justify-start">
          {isOpen && (
            <ButtonLink
              href={consoleAccess(grant).href}
              kind="go"
              size="small"
              leaves
              className="max-wide:flex-1"
              aria-label={`Open console: ${grant.permissionSetName} in ${grant.accountName}`}
            >
              <Icon name="external-link" />
              Open console
            </ButtonLink>
          )}
          {isOpen && may && <MoreTime grant={grant} may={may} />}
          {endsEarly(grant, now) && <EndNow grant={grant} isOwn sessionMs={sessionMs} />}
        </span>
      </Cell>
    </tr>
  );
}
