import { Withdraw } from "#app/(console)/requests/[id]/withdraw.tsx";
import { RequestState } from "#components/access/request-state.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { Row, RowList } from "#components/ui/row-list.tsx";
import { Section } from "#components/ui/section.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { RequestRow, Waiting } from "#lib/core/shown-access.ts";
import { formatMinutes, formatWhen } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

type Moment = { now: Date; zone: string };

const REASON_SHOWN = 120;

/** What waits: the viewer's own undecided requests, and those that wait for the viewer. */
export function WaitingList({ waiting, ...moment }: Moment & { waiting: Waiting }) {
  const { mine, toDecide, toDecideTotal } = waiting;
  const note = mine.length + toDecideTotal > 0 && (
    <>
      {mine.length} of yours,{" "}
      {toDecideTotal === 0 ? (
        "none for you to decide"
      ) : (
        <TextLink href={paths.inbox()}>{toDecideTotal} for you to decide</TextLink>
      )}
    </>
  );
  return (
    <Section title="Waiting" note={note}>
      {mine.length + toDecide.length === 0 ? (
        <p className="py-3 text-ink-2">Nothing waits for you, and nothing of yours waits for somebody.</p>
      ) : (
        <RowList>
          {toDecide.map((request) => (
            <ToDecide key={request.id} request={request} {...moment} />
          ))}
          {mine.map((request) => (
            <Mine key={request.id} request={request} {...moment} />
          ))}
        </RowList>
      )}
      {toDecideTotal > toDecide.length && (
        <p className="pt-2">
          <TextLink href={paths.inbox()}>All {toDecideTotal} that wait for you</TextLink>
        </p>
      )}
    </Section>
  );
}

function ToDecide({ request, now, zone }: Moment & { request: RequestRow }) {
  const { requesterName, permissionSetName, accountName, durationMinutes, createdAt, reason } = request;
  const quoted = reason.length > REASON_SHOWN ? `${reason.slice(0, REASON_SHOWN).trimEnd()}…` : reason;
  return (
    <Row
      title={
        <>
          <b className="font-strong">{requesterName}</b> asks for{" "}
          <b className="font-strong">{permissionSetName}</b> in {accountName},{" "}
          {formatMinutes(durationMinutes)}
          {request.extendsGrantId !== null && " more"}
        </>
      }
      sub={`Asked ${formatWhen(createdAt, now, zone)}. “${quoted}”`}
      end={
        <ButtonLink
          href={paths.request(request.id)}
          kind="go"
          size="small"
          aria-label={`Look and decide: ${requesterName} asks for ${permissionSetName} in ${accountName}`}
        >
          Look and decide
        </ButtonLink>
      }
    />
  );
}

function Mine({ request, now, zone }: Moment & { request: RequestRow }) {
  const { permissionSetName, accountName, durationMinutes, createdAt, lapsesAt } = request;
  return (
    <Row
      title={
        <TextLink as="plain" href={paths.request(request.id)}>
          <b className="font-strong">{permissionSetName}</b> in {accountName},{" "}
          {formatMinutes(durationMinutes)}
          {request.extendsGrantId !== null && " more"}
        </TextLink>
      }
      sub={`Asked ${formatWhen(createdAt, now, zone)}, nobody has decided yet.`}
      end={
        <>
          <RequestState state="pending">Pending, lapses {formatWhen(lapsesAt, now, zone)}</RequestState>
          <Withdraw requestId={request.id} what={`${permissionSetName} in ${accountName}`} />
        </>
      }
    />
  );
}
