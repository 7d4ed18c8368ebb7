import { GrantLook } from "#components/access/grant-look.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { Row, RowList } from "#components/ui/row-list.tsx";
import type { GrantRow } from "#lib/core/shown-access.ts";
import { count, formatDuration, formatWhen } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

type NeedsAPersonProps = { grants: readonly GrantRow[]; viewerId: string; now: Date; zone: string };

/** Removals that AWS refuses, the longest overdue first. */
export function NeedsAPerson({ grants, viewerId, now, zone }: NeedsAPersonProps) {
  return (
    <div className="mt-5">
      <h3 className="border-b border-line-2 pb-1.5 font-strong">Needs a person</h3>
      <RowList>
        {grants.map((grant) => {
          const { id, personName, permissionSetName, accountName, endsAt, fault } = grant;
          const tries = fault && ` AWS answers ${fault.kind}; ${count(fault.tries, "try", "tries")}.`;
          return (
            <Row
              key={id}
              title={
                <span className="flex flex-wrap items-center gap-x-4 gap-y-1">
                  <GrantLook grant={grant} viewerId={viewerId} now={now} />
                  <span>
                    <b className="font-strong">{personName}</b> still holds{" "}
                    <b className="font-strong">{permissionSetName}</b> in {accountName}
                  </span>
                </span>
              }
              sub={
                <span className="mt-1 block">
                  Due {formatWhen(endsAt, now, zone)}, {formatDuration(now.getTime() - endsAt.getTime())} ago.
                  {tries}
                </span>
              }
              end={
                <ButtonLink
                  size="small"
                  href={paths.request(grant.requestId)}
                  aria-label={`See what AWS said: ${personName}, ${permissionSetName} in ${accountName}`}
                >
                  See what AWS said
                </ButtonLink>
              }
            />
          );
        })}
      </RowList>
    </div>
  );
}
