import { AskAgain } from "#components/access/ask-again.tsx";
import { GrantLook } from "#components/access/grant-look.tsx";
import { RequestState } from "#components/access/request-state.tsx";
import { Cell } from "#components/ui/cell.tsx";
import { HeadCell } from "#components/ui/head-cell.tsx";
import { Section } from "#components/ui/section.tsx";
import { Table } from "#components/ui/table.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { When } from "#components/ui/when.tsx";
import type { Ended, GrantRow, RequestRow } from "#lib/core/shown-access.ts";
import { formatDuration, formatWhen } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

type EndedLatelyProps = { ended: readonly Ended[]; viewerId: string; now: Date; zone: string };

/** How the last things came to their end, as it was seen and not as it was planned. */
export function EndedLately({ ended, viewerId, now, zone }: EndedLatelyProps) {
  if (ended.length === 0) return null;
  return (
    <Section title="Ended lately" note={<TextLink href={paths.requests()}>All of yours</TextLink>}>
      <Table
        caption="What ended lately"
        fold="blocks"
        headIs="sr"
        head={
          <>
            <HeadCell>Role</HeadCell>
            <HeadCell>State</HeadCell>
            <HeadCell>When</HeadCell>
            <HeadCell>Note</HeadCell>
            <HeadCell hidden="Act" />
          </>
        }
      >
        {ended.map((each) => {
          const row = each.kind === "grant" ? each.grant : each.request;
          const requestId = each.kind === "grant" ? each.grant.requestId : each.request.id;
          return (
            <tr key={`${each.kind} ${row.id}`}>
              <Cell>
                <TextLink as="plain" href={paths.request(requestId)}>
                  <b className="font-medium">{row.permissionSetName}</b>{" "}
                  <span className="text-ink-2">in {row.accountName}</span>
                </TextLink>
              </Cell>
              <Cell phone="end">
                {each.kind === "grant" ? (
                  <GrantLook grant={each.grant} viewerId={viewerId} now={now} />
                ) : (
                  <RequestState state={each.request.state} />
                )}
              </Cell>
              <Cell quiet nowrap phone="wide">
                <When at={each.at} now={now} zone={zone} />
              </Cell>
              <Cell quiet phone="wide">
                {each.kind === "grant" ? grantNote(each.grant, now, zone) : requestNote(each.request)}
              </Cell>
              <Cell number phone="wide">
                {(each.kind === "request" || each.grant.leftStanding !== "continued") && (
                  <AskAgain request={row} requestId={requestId} />
                )}
              </Cell>
            </tr>
          );
        })}
      </Table>
    </Section>
  );
}

function grantNote(
  { activeAt, endedAt, endsAt, endSentence, sessionsUntil, state, leftStanding }: GrantRow,
  now: Date,
  zone: string,
) {
  if (state !== "ended" || activeAt === null || endedAt === null || leftStanding !== null) return endSentence;
  const late = endedAt.getTime() - endsAt.getTime();
  const gone = late >= 0 ? `absence seen ${formatDuration(late)} after the end` : (endSentence ?? "");
  return sessionsUntil > now
    ? `${gone}; an open session may live until ${formatWhen(sessionsUntil, now, zone)}`
    : gone;
}

function requestNote({ decision, state }: RequestRow) {
  if (decision) return `${decision.deciderName}: “${decision.comment}”`;
  return state === "cancelled" ? "withdrawn by you" : state === "lapsed" ? "nobody decided in time" : null;
}
