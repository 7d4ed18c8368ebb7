import { Icon } from "#components/ui/icon.tsx";
import { Note } from "#components/ui/note.tsx";
import { Row, RowList } from "#components/ui/row-list.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { writeRoleRef } from "#lib/core/bundle.ts";
import type { AskableRole, OfferedAccount } from "#lib/core/shown-access.ts";
import { type NewRequestPath, paths } from "#lib/paths.ts";

const SHOWN = 8;

type AddRoleProps = {
  account: OfferedAccount;
  role: AskableRole;
  /** Everything that the viewer may ask for. */
  offers: readonly OfferedAccount[];
  also: readonly string[];
  /** What the address says besides account, set and further roles. */
  rest: Pick<NewRequestPath, "minutes" | "ticket">;
};

/** The ways to add a role to the ask: the same in another account by one press, any other by choosing it. */
export function AddRole({ account, role, offers, also, rest }: AddRoleProps) {
  const elsewhere = offers.filter(
    ({ id, unavailable, sets }) =>
      id !== account.id &&
      unavailable === null &&
      sets.some(({ arn }) => arn === role.arn) &&
      !also.includes(writeRoleRef({ accountId: id, setId: role.id })),
  );
  const own = writeRoleRef({ accountId: account.id, setId: role.id });
  return (
    <details className="mb-6 max-w-form">
      <summary className="flex min-h-7 items-center gap-1.5 text-accent">
        <Icon name="chevron-right" size={14} className="details-mark" />
        Add another role to this ask
      </summary>
      <div className="pt-1 pl-5">
        <Note>
          One reason and one length for all of them; each is decided for itself. Other roles of this account
          are added in the list above, any other{" "}
          <TextLink href={paths.newRequest({ ...rest, also: [own, ...also] })}>in another account</TextLink>.
        </Note>
        {elsewhere.length > 0 && (
          <>
            <h3 className="mt-3 font-strong">{role.name} elsewhere</h3>
            <RowList>
              {elsewhere.slice(0, SHOWN).map(({ id, name, units }) => (
                <Row
                  key={id}
                  title={name}
                  sub={units.join(" / ")}
                  end={
                    <TextLink
                      href={paths.newRequest({
                        ...rest,
                        account: account.id,
                        set: role.id,
                        also: [...also, writeRoleRef({ accountId: id, setId: role.id })],
                      })}
                      aria-label={`Add ${role.name} in ${name}`}
                    >
                      Add
                    </TextLink>
                  }
                />
              ))}
            </RowList>
            {elsewhere.length > SHOWN && <Note>And in {elsewhere.length - SHOWN} more accounts.</Note>}
          </>
        )}
      </div>
    </details>
  );
}
