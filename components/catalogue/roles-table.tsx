import { PathRow } from "#components/access/path-row.tsx";
import type { PathStop } from "#components/access/path-stop.tsx";
import { HeadCell } from "#components/ui/head-cell.tsx";
import { State } from "#components/ui/state.tsx";
import { Table } from "#components/ui/table.tsx";
import { When } from "#components/ui/when.tsx";
import type { RoleGiven } from "#lib/core/catalogue/way.ts";
import { count, formatRelative, formatWhen } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

type RoleColumn = "holder" | "through" | "set";

const heads = {
  holder: "Held by",
  through: "Through",
  set: "Permission set",
} as const satisfies Record<RoleColumn, string>;

type RolesTableProps = {
  caption: string;
  roles: readonly (RoleGiven & { key: string })[];
  /** What the page is not itself about, in the order of the path; the accounts stand last. */
  columns: readonly RoleColumn[];
  /** Where the accounts of a role are listed. */
  accountsHref: (role: RoleGiven) => string;
  now: Date;
  zone: string;
};

/** Roles as paths, each in as many accounts as it is given. */
export function RolesTable({ caption, roles, columns, accountsHref, now, zone }: RolesTableProps) {
  const width = `${Math.floor(72 / (columns.length + 1))}%`;
  const head = (
    <>
      {columns.map((column) => (
        <HeadCell key={column} width={width}>
          {heads[column]}
        </HeadCell>
      ))}
      <HeadCell width={width}>In</HeadCell>
      <HeadCell>Ends</HeadCell>
      <HeadCell>First seen</HeadCell>
    </>
  );
  return (
    <Table caption={caption} head={head} headIs="sticky" fold="paths" keys>
      {roles.map((role) => {
        const flag = flagOf(role);
        return (
          <PathRow
            key={role.key}
            stops={[...columns.map((column) => stopOf(role, column)), accountsStop(role, accountsHref)]}
            kind={role.endsAt ? "temporary" : "standing"}
            ends={role.endsAt && <Ends at={role.endsAt} now={now} zone={zone} />}
          >
            <td className="whitespace-nowrap text-ink-2" {...(flag === null && { "data-phone": "hide" })}>
              {flag && (
                <>
                  <State is={flag} />,{" "}
                </>
              )}
              <When at={role.since} now={now} zone={zone} />
            </td>
          </PathRow>
        );
      })}
    </Table>
  );
}

function Ends({ at, now, zone }: { at: Date; now: Date; zone: string }) {
  return (
    <>
      <b className="font-strong text-ink">{formatWhen(at, now, zone)}</b>{" "}
      <span className="text-ink-2">{formatRelative(at, now)}</span>
    </>
  );
}

function accountsStop(role: RoleGiven, accountsHref: RolesTableProps["accountsHref"]): PathStop {
  if (role.accounts > 1) {
    return { kind: "account", label: count(role.accounts, "account"), href: accountsHref(role) };
  }
  return {
    kind: "account",
    label: role.accountName ?? role.accountId,
    ...(role.accountName !== null && { href: paths.account(role.accountId) }),
  };
}

function stopOf(role: RoleGiven, column: RoleColumn): PathStop | null {
  switch (column) {
    case "set":
      return {
        kind: "set",
        label: role.permissionSetName ?? role.permissionSetArn,
        ...(role.permissionSetName !== null && { href: paths.permissionSet(role.permissionSetArn) }),
      };
    case "through":
      return role.principalKind === "group" ? groupStop(role, role.principalName ?? role.principalId) : null;
    case "holder": {
      const name = role.principalName ?? role.principalId;
      if (role.principalKind === "group") return groupStop(role, `${name}, ${count(role.people, "person")}`);
      return {
        kind: "person",
        label: name,
        ...(role.principalName !== null && { href: paths.person(role.principalId) }),
      };
    }
  }
}

function groupStop(role: RoleGiven, label: string): PathStop {
  return {
    kind: "group",
    label,
    ...(role.principalName !== null && { href: paths.group(role.principalId) }),
  };
}

/** What is wrong with a role: its principal is gone, or a person who cannot sign in. */
function flagOf(role: RoleGiven): "orphan" | "disabled" | null {
  if (role.principalName === null) return "orphan";
  return role.personStatus === "DISABLED" ? "disabled" : null;
}
