import { Row, RowList } from "#components/ui/row-list.tsx";
import { Section } from "#components/ui/section.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { writeRoleRef } from "#lib/core/bundle.ts";
import type { OfferedAccount, RoleToAsk } from "#lib/core/shown-access.ts";
import { whyUnavailable } from "#lib/core/why-unavailable.ts";
import { formatMinutes } from "#lib/format.ts";
import { type NewRequestPath, paths } from "#lib/paths.ts";

type AskedWithItProps = {
  /** The further roles of the ask. */
  roles: readonly RoleToAsk[];
  /** How many that the address names cannot be asked for at all. */
  unknown: number;
  /** What the address says besides them. */
  rest: Omit<NewRequestPath, "also">;
};

const refOf = ({ account, role }: RoleToAsk) => writeRoleRef({ accountId: account.id, setId: role.id });

/** The further roles of an ask that is being written, each with the way to leave it out. */
export function AskedWithIt({ roles, unknown, rest }: AskedWithItProps) {
  if (roles.length + unknown === 0) return null;
  return (
    <div className="mb-6 max-w-form">
      <Section title="In this ask as well" note={`${roles.length} of at most 9`} soft>
        <RowList>
          {roles.map((each) => {
            const { account, role } = each;
            const also = roles.filter((other) => other !== each).map(refOf);
            return (
              <Row
                key={refOf(each)}
                title={
                  <>
                    <b className="font-medium">{role.name}</b> in {account.name}
                  </>
                }
                sub={`at most ${formatMinutes(role.maxMinutes)}${short(account, role)}`}
                end={
                  <TextLink
                    href={paths.newRequest({ ...rest, also })}
                    aria-label={`Leave out ${role.name} in ${account.name}`}
                  >
                    Leave out
                  </TextLink>
                }
              />
            );
          })}
        </RowList>
        {unknown > 0 && (
          <p className="pt-2 text-ink-2">
            {unknown === 1 ? "One more is" : `${unknown} more are`} not yours to ask for, and left out.
          </p>
        )}
      </Section>
    </div>
  );
}

/** Why it cannot be asked now, as far as that is known before it is sent. */
function short(account: OfferedAccount, { openRequestId }: RoleToAsk["role"]): string {
  const why = whyUnavailable(account);
  if (why !== null) return `; ${why}`;
  return openRequestId === null ? "" : "; you have asked for it already, so it cannot be sent";
}
