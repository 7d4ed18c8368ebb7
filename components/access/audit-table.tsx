import { Fragment, type ReactNode } from "react";
import { auditWords } from "#components/access/audit-words.ts";
import { CopyId } from "#components/ui/copy-id.tsx";
import { type Definition, DefinitionList } from "#components/ui/definition-list.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { AuditRow } from "#lib/core/shown-access.ts";
import { formatExact, formatLogTime, formatLongDay, zoneName } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

type AuditTableProps = { events: readonly AuditRow[]; now: Date; zone: string };

const columns =
  "grid grid-cols-[7.5rem_minmax(0,11rem)_minmax(0,13rem)_minmax(0,1fr)_minmax(0,16rem)] gap-x-3 max-wide:grid-cols-[minmax(0,1fr)_auto]";

/** Events, the newest first, day by day. Each opens by itself, without script. */
export function AuditTable({ events, now, zone }: AuditTableProps) {
  const days = [...Map.groupBy(events, ({ at }) => formatLongDay(at, zone))];
  return (
    <div>
      <div
        aria-hidden="true"
        className={`${columns} border-b border-line-2 px-2 pb-1.5 text-note font-medium text-ink-2 max-wide:hidden`}
      >
        <span>Time, {zoneName(now, zone)}</span>
        <span>Who</span>
        <span>Did</span>
        <span>What</span>
        <span>Why</span>
      </div>
      {days.map(([day, ofDay]) => (
        <Fragment key={day}>
          <h2 className="border-b border-line-2 bg-sunk px-2 py-1.25 text-body font-strong">{day}</h2>
          <ol>
            {ofDay.map((event) => (
              <li key={event.id} className="border-b border-line">
                <details className="group/event open:bg-accent-wash">
                  <summary
                    className={`${columns} items-baseline px-2 py-1.75 hover:bg-hover group-open/event:hover:bg-transparent focus-visible:shadow-[inset_0_0_0_2px_var(--focus)]`}
                  >
                    <time
                      dateTime={event.at.toISOString()}
                      className="mono text-ink-2 max-wide:col-start-2 max-wide:row-start-1"
                    >
                      {formatLogTime(event.at, zone)}
                    </time>
                    <b className="font-medium max-wide:col-start-1 max-wide:row-start-1">{event.actorName}</b>
                    <span className="text-ink-2 max-wide:col-span-2">{auditWords(event.action)}</span>
                    <span className="max-wide:col-span-2">{event.targetName}</span>
                    <span className="truncate text-ink-2 max-wide:col-span-2">{event.cause}</span>
                  </summary>
                  <div className="px-2 pb-3 wide:pl-[8.25rem]">
                    <DefinitionList items={allOf(event, zone)} />
                  </div>
                </details>
              </li>
            ))}
          </ol>
        </Fragment>
      ))}
    </div>
  );
}

function allOf(event: AuditRow, zone: string): Definition[] {
  const {
    at,
    action,
    targetKind,
    targetId,
    cause,
    requestId,
    grantId,
    accountId,
    personId,
    address,
    userAgent,
  } = event;
  const items: [string, ReactNode][] = [
    ["At", formatExact(at, zone)],
    [
      "Action",
      <span key="action" className="mono">
        {action}
      </span>,
    ],
    ["By", <CopyId key="actor" value={event.actorId} of="actor's id" />],
    [
      "Of",
      <>
        {targetKind} <CopyId value={targetId} of={`${targetKind} id`} />
      </>,
    ],
    ["Why", cause],
    ...event.details.map(([name, value]): [string, ReactNode] => [inWords(name), value]),
    ["Request", requestId && <TextLink href={paths.request(requestId)}>see it</TextLink>],
    ["Grant", grantId && <CopyId value={grantId} of="grant id" />],
    ["Account", accountId && <TextLink href={paths.account(accountId)}>{accountId}</TextLink>],
    ["About", personId && <TextLink href={paths.person(personId)}>{personId}</TextLink>],
    ["From", address && <span className="mono">{address}</span>],
    ["With", userAgent],
    ["Session", event.sessionId && <CopyId value={event.sessionId} of="session id" />],
    ["Log line", event.correlationId && <CopyId value={event.correlationId} of="correlation id" />],
    [
      "Event",
      <span key="event" className="mono">
        {event.id}
      </span>,
    ],
  ];
  return items.flatMap(([term, value]) => (value === null || value === "" ? [] : [{ term, value }]));
}

/** A field's name as words: `permissionSetArn` as "Permission set arn". */
function inWords(name: string): string {
  const words = name.replaceAll(/([A-Z])/g, " $1").toLowerCase();
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
