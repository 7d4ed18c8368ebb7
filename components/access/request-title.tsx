import { GrantLook } from "#components/access/grant-look.tsx";
import { RequestState } from "#components/access/request-state.tsx";
import { Name } from "#components/ui/name.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import type { RequestDetail } from "#lib/core/shown-access.ts";
import { formatMinutes, formatWhen } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

type RequestTitleProps = { request: RequestDetail; viewerId: string; now: Date; zone: string };

/** What a request asks for, where it stands, and where it is among the others. */
export function RequestTitle({ request, viewerId, now, zone }: RequestTitleProps) {
  const { number, permissionSetName, accountName, durationMinutes, lapsesAt, grant, state } = request;
  return (
    <PageHead
      crumbs={[{ label: "Requests", href: paths.requests() }, { label: `R-${number}` }]}
      title={
        <>
          <Name>{permissionSetName}</Name> in <Name>{accountName}</Name>, {formatMinutes(durationMinutes)}
          {request.extendsGrantId !== null && " more"}
        </>
      }
      aside={
        grant ? (
          <GrantLook grant={grant} viewerId={viewerId} now={now} />
        ) : (
          <RequestState state={state}>
            {state === "pending" ? pendingWords(lapsesAt, now, zone) : undefined}
          </RequestState>
        )
      }
    />
  );
}

function pendingWords(lapsesAt: Date, now: Date, zone: string): string {
  return lapsesAt > now ? `Pending, lapses ${formatWhen(lapsesAt, now, zone)}` : "Lapsed, undecided";
}
