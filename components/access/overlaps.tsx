import type { ReactNode } from "react";
import { wayIn } from "#components/access/what-it-adds.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Note } from "#components/ui/note.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { RoleToAsk } from "#lib/core/shown-access.ts";
import { formatWhen, listNames } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

type OverlapsProps = {
  of: RoleToAsk;
  /** What else reaches its account is said of another role of the ask already. */
  isSaid?: boolean;
  /** How long it would be asked for; null while that is not known. */
  minutes: number | null;
  now: Date;
  zone: string;
};

/** What the viewer has of a role before they ask for it: asked, agreed, held for a while or for ever, and the way on. */
export function Overlaps({
  of: { account, role, besides },
  isSaid = false,
  minutes,
  now,
  zone,
}: OverlapsProps) {
  const standing = role.held.filter((way) => way.endsAt === null);
  const until = role.held.flatMap((way) => (way.endsAt ? [way.endsAt] : []))[0];
  const what = `${role.name} in ${account.name}`;
  const open = (
    <TextLink href={paths.go(account.id, role.arn)} aria-label={`Open ${what}`}>
      Open it
    </TextLink>
  );
  return (
    <>
      {role.openRequestId !== null && (
        <Callout
          tone="warn"
          title={`You have asked for ${what} already.`}
          says="It is not decided yet, and is not asked twice."
          actions={
            <TextLink href={paths.request(role.openRequestId)} aria-label={`Your request for ${what}`}>
              See your request
            </TextLink>
          }
        />
      )}
      {role.upcoming && (
        <Callout
          title={`${what} is agreed already.`}
          says={`${role.upcoming.startsAt > now ? `It begins ${formatWhen(role.upcoming.startsAt, now, zone)}` : "It is being given now"}, and ends ${formatWhen(role.upcoming.endsAt, now, zone)}.`}
          actions={
            <TextLink
              href={paths.request(role.upcoming.requestId)}
              aria-label={`The agreed request for ${what}`}
            >
              See it
            </TextLink>
          }
        />
      )}
      {standing.length > 0 && (
        <Callout
          title={`You hold ${what} already, without an end.`}
          says={`It comes ${throughWhat(standing)}. A grant would add nothing to it, and take nothing away.`}
          actions={open}
        />
      )}
      {until && (
        <Callout
          title={`You hold ${what} until ${formatWhen(until, now, zone)}.`}
          says={afterwards(until, minutes, now, zone)}
          actions={open}
        />
      )}
      {!isSaid && besides.length > 0 && (
        <Note>
          You reach {account.name} otherwise, too: {others(besides, now, zone)}.
        </Note>
      )}
    </>
  );
}

function throughWhat(standing: RoleToAsk["role"]["held"]): string {
  const groups = standing.flatMap(({ groupName }) => (groupName === null ? [] : [groupName]));
  const isDirect = groups.length < standing.length;
  const names = groups.length > 0 ? [`through ${listNames(groups)}`] : [];
  return listNames([...names, ...(isDirect ? ["to you directly"] : [])]);
}

function afterwards(until: Date, minutes: number | null, now: Date, zone: string): string {
  if (minutes === null) return "";
  const asked = new Date(now.getTime() + minutes * 60_000);
  return asked <= until
    ? "What you ask for now would end before that, so it would add nothing."
    : `With a yes now you would hold it until about ${formatWhen(asked, now, zone)}: what ends later holds.`;
}

const SHOWN = 3;

function others(besides: RoleToAsk["besides"], now: Date, zone: string): ReactNode {
  const said = besides
    .slice(0, SHOWN)
    .map((way) => `${way.permissionSetName ?? "a permission set that is gone"}, ${wayIn(way, now, zone)}`);
  const more = besides.length - said.length;
  return [...said, ...(more > 0 ? [`and ${more} more`] : [])].join("; ");
}
