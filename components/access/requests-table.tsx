import { AskAgain } from "#components/access/ask-again.tsx";
import { RequestState } from "#components/access/request-state.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { Cell } from "#components/ui/cell.tsx";
import { HeadCell } from "#components/ui/head-cell.tsx";
import { KeyHints } from "#components/ui/key-hints.tsx";
import { Table } from "#components/ui/table.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { TwoLine } from "#components/ui/two-line.tsx";
import { When } from "#components/ui/when.tsx";
import type { BundledRequest, RequestRow } from "#lib/core/shown-access.ts";
import { formatMinutes, formatWhen } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

type RequestsTableProps = {
  requests: readonly RequestRow[];
  /** What was asked together with those of them that are of a bundle; themselves among it. */
  bundled: readonly BundledRequest[];
  viewerId: string;
  view: "mine" | "decide" | "all";
  now: Date;
  zone: string;
};

/** Requests, the newest first: what was asked, by whom, where it stands. */
export function RequestsTable({ requests, bundled, viewerId, view, now, zone }: RequestsTableProps) {
  return (
    <>
      <Table
        caption="Requests, the newest first"
        fold="blocks"
        headIs="sticky"
        keys
        head={
          <>
            <HeadCell>What</HeadCell>
            {view !== "mine" && <HeadCell>Who</HeadCell>}
            <HeadCell width="30%">Why</HeadCell>
            <HeadCell>Asked</HeadCell>
            <HeadCell>State</HeadCell>
            {view !== "all" && <HeadCell hidden="Act" />}
          </>
        }
      >
        {requests.map((request) => (
          <tr key={request.id}>
            <Cell phone="wide">
              <TwoLine
                sub={`R-${request.number}, ${formatMinutes(request.durationMinutes)}${request.extendsGrantId === null ? "" : " more"}${request.ticket === null ? "" : `, ${request.ticket}`}`}
              >
                <TextLink as="name" href={paths.request(request.id)}>
                  {request.permissionSetName} <span className="font-plain">in</span> {request.accountName}
                </TextLink>
              </TwoLine>
              <AskedWith
                others={bundled.filter(
                  ({ id, bundleId }) => bundleId === request.bundleId && id !== request.id,
                )}
              />
            </Cell>
            {view !== "mine" && (
              <Cell>{request.requesterId === viewerId ? "You" : request.requesterName}</Cell>
            )}
            <Cell cut quiet phone="wide">
              {request.decision?.comment
                ? `${request.decision.deciderName}: “${request.decision.comment}”`
                : request.reason}
            </Cell>
            <Cell nowrap label="asked">
              <When at={request.createdAt} now={now} zone={zone} />
            </Cell>
            <Cell phone="end">
              <RequestState state={request.state}>
                {request.state === "pending"
                  ? `Pending, lapses ${formatWhen(request.lapsesAt, now, zone)}`
                  : undefined}
              </RequestState>
            </Cell>
            {view === "mine" && (
              <Cell number phone="wide">
                {request.state !== "pending" && request.state !== "approved" && (
                  <AskAgain request={request} requestId={request.id} />
                )}
              </Cell>
            )}
            {view === "decide" && (
              <Cell number phone="wide">
                <ButtonLink
                  href={paths.request(request.id)}
                  kind="go"
                  size="small"
                  aria-label={`Look and decide: ${request.requesterName} asks for ${request.permissionSetName} in ${request.accountName}`}
                >
                  Look and decide
                </ButtonLink>
              </Cell>
            )}
          </tr>
        ))}
      </Table>
      <p className="px-2 pt-2 text-ink-3 max-wide:hidden">
        <KeyHints />
      </p>
    </>
  );
}

/** What was asked together with a request, each with where it stands. */
function AskedWith({ others }: { others: readonly BundledRequest[] }) {
  if (others.length === 0) return null;
  return (
    <span className="block text-note whitespace-normal text-ink-2">
      asked with{" "}
      {others.map(({ id, number, permissionSetName, accountName, state }, index) => (
        <span key={id}>
          {index > 0 && ", "}
          <TextLink
            href={paths.request(id)}
            aria-label={`R-${number}, ${permissionSetName} in ${accountName}`}
          >
            R-{number}
          </TextLink>{" "}
          {state}
        </span>
      ))}
    </span>
  );
}
