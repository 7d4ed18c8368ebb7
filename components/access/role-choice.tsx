import Link from "next/link";
import type { ReactNode } from "react";
import { TextLink } from "#components/ui/text-link.tsx";
import { writeRoleRef } from "#lib/core/bundle.ts";
import type { AskableRole, Asking } from "#lib/core/shown-access.ts";
import { formatMinutes, formatWhen, listNames } from "#lib/format.ts";
import { type NewRequestPath, paths } from "#lib/paths.ts";

type RoleChoiceProps = {
  asking: Asking;
  /** What stays as it is whichever role is chosen. */
  carried: Pick<NewRequestPath, "minutes" | "ticket" | "dest">;
  /** Further roles of the same ask, as references. */
  also: readonly string[];
  /** Marks a role as a favourite. */
  star: (role: AskableRole) => ReactNode;
  now: Date;
  zone: string;
};

/** The roles that may be asked for in an account, each at an address of its own, so that choosing needs no script. */
export function RoleChoice({ asking, carried, also, star, now, zone }: RoleChoiceProps) {
  const { account, roles, chosen } = asking;
  const refOf = (role: AskableRole) => writeRoleRef({ accountId: account.id, setId: role.id });
  const ordered = [...roles.filter((role) => role.isFavourite), ...roles.filter((role) => !role.isFavourite)];
  return (
    <nav aria-labelledby="role-choice" className="mb-5 max-w-form">
      <h2 id="role-choice" className="mb-1 font-strong">
        Role
      </h2>
      <ul className="border-t border-line">
        {ordered.map((role) => (
          <li
            key={role.arn}
            className="relative grid grid-cols-[1.25rem_minmax(0,1fr)_auto] items-baseline gap-x-2 gap-y-0.5 border-b border-line p-2 hover:bg-hover has-aria-[current]:bg-accent-wash has-aria-[current]:shadow-[inset_2px_0_var(--accent)] max-wide:grid-cols-[1.25rem_minmax(0,1fr)]"
          >
            <span
              aria-hidden="true"
              className={`size-3.75 translate-y-0.5 rounded-full border ${role === chosen ? "border-accent border-[5px]" : "border-edge"}`}
            />
            <Link
              href={paths.newRequest({
                ...carried,
                set: role.arn,
                account: account.id,
                also: also.filter((ref) => ref !== refOf(role)),
              })}
              prefetch={false}
              replace
              scroll={false}
              {...(role === chosen && { "aria-current": "true" as const })}
              className="inline-block py-0.5 font-medium before:absolute before:inset-0 before:content-['']"
            >
              {role.name}
            </Link>
            <span className="relative flex flex-wrap items-center gap-x-2 text-ink-2 max-wide:col-start-2">
              at most {formatMinutes(role.maxMinutes)}
              {chosen !== null && role !== chosen && !also.includes(refOf(role)) && (
                <Link
                  href={paths.newRequest({
                    ...carried,
                    account: account.id,
                    set: chosen.arn,
                    also: [...also, refOf(role)],
                  })}
                  prefetch={false}
                  aria-label={`Add ${role.name} in ${account.name}`}
                  className="link inline-block px-1 py-0.5"
                >
                  Add
                </Link>
              )}
              {also.includes(refOf(role)) && <span>in this ask</span>}
              {star(role)}
            </span>
            <span className="relative col-start-2 col-end-[-1] text-ink-2">
              {role.description && <>{role.description} </>}
              <Held role={role} now={now} zone={zone} />
            </span>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Held({ role, now, zone }: { role: AskableRole; now: Date; zone: string }) {
  const standing = role.held.filter((way) => way.endsAt === null);
  const groups = standing.flatMap(({ groupName }) => (groupName === null ? [] : [groupName]));
  const until = role.held.flatMap((way) => (way.endsAt ? [way.endsAt] : []))[0];
  return (
    <>
      {role.openRequestId !== null && (
        <span className="block">
          You have asked for this already.{" "}
          <TextLink href={paths.request(role.openRequestId)}>See your request</TextLink>
        </span>
      )}
      {standing.length > 0 && (
        <span className="block font-medium text-state-standing">
          You reach it already, standing{groups.length === 0 ? "" : `, through ${listNames(groups)}`}.
        </span>
      )}
      {until && (
        <span className="block font-medium text-state-temporary">
          You hold it until {formatWhen(until, now, zone)}.
        </span>
      )}
    </>
  );
}
