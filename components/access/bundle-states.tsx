import { RequestState } from "#components/access/request-state.tsx";
import { Name } from "#components/ui/name.tsx";
import { Row, RowList } from "#components/ui/row-list.tsx";
import { Section } from "#components/ui/section.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { BundledRequest } from "#lib/core/shown-access.ts";
import { count, formatWhen } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

type BundleStatesProps = {
  title: string;
  requests: readonly BundledRequest[];
  viewerId: string;
  now: Date;
  zone: string;
};

/** Requests that were asked together, and where each of them stands. */
export function BundleStates({ title, requests, viewerId, now, zone }: BundleStatesProps) {
  return (
    <Section title={title} note={count(requests.length, "request")} soft>
      <RowList>
        {requests.map((request) => (
          <Row
            key={request.id}
            title={
              <TextLink as="plain" href={paths.request(request.id)}>
                <b className="font-medium">{request.permissionSetName}</b> in{" "}
                <Name>{request.accountName}</Name>
              </TextLink>
            }
            sub={`R-${request.number}`}
            end={<RequestState state={request.state}>{stands(request, viewerId, now, zone)}</RequestState>}
          />
        ))}
      </RowList>
    </Section>
  );
}

function stands(
  { state, decidedBy, lapsesAt }: BundledRequest,
  viewerId: string,
  now: Date,
  zone: string,
): string | undefined {
  const by = decidedBy && (decidedBy.deciderId === viewerId ? "you" : decidedBy.deciderName);
  switch (state) {
    case "pending":
      if (lapsesAt <= now) return "Lapsed, undecided";
      return by === null
        ? `Pending, lapses ${formatWhen(lapsesAt, now, zone)}`
        : `Agreed by ${by}, waits for others`;
    case "approved":
      return by === null ? "Approved by its rule" : `Approved by ${by}`;
    case "denied":
      return by === null ? undefined : `Denied by ${by}`;
    case "cancelled":
    case "lapsed":
    case "invalidated":
      return undefined;
  }
}
