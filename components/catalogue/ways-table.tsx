import { PathRow } from "#components/access/path-row.tsx";
import type { PathStop } from "#components/access/path-stop.tsx";
import { GroupRow } from "#components/ui/group-row.tsx";
import { HeadCell } from "#components/ui/head-cell.tsx";
import { State } from "#components/ui/state.tsx";
import { Table } from "#components/ui/table.tsx";
import { When } from "#components/ui/when.tsx";
import type { ExplainingGrant, Way } from "#lib/core/catalogue/way.ts";
import { count, formatRelative, formatWhen } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

export type WayColumn = "person" | "through" | "set" | "account";

const heads = {
  person: "Person",
  through: "Through",
  set: "Permission set",
  account: "Account",
} as const satisfies Record<WayColumn, string>;

type WaysTableProps = {
  caption: string;
  ways: readonly Way[];
  /** What the page is not itself about, in the order of the path. */
  columns: readonly WayColumn[];
  /** Where the people of a group are listed one by one. */
  peopleHref?: (way: Way) => string;
  now: Date;
  zone: string;
};

/** Paths as rows: temporary ones first, with their end; then what stands. */
export function WaysTable({ caption, ways, columns, peopleHref, now, zone }: WaysTableProps) {
  const temporary = ways.filter((way) => way.grant !== null);
  const standing = ways.filter((way) => way.grant === null);
  const width = `${Math.floor(72 / columns.length)}%`;
  const head = (
    <>
      {columns.map((column) => (
        <HeadCell key={column} width={width}>
          {heads[column]}
        </HeadCell>
      ))}
      <HeadCell>Ends</HeadCell>
      <HeadCell>First seen</HeadCell>
    </>
  );
  const rowOf = (way: Way) => (
    <WayRow
      key={`${way.accountId} ${way.permissionSetArn} ${way.principalKind} ${way.principalId}`}
      way={way}
      columns={columns}
      {...(peopleHref && { peopleHref })}
      now={now}
      zone={zone}
    />
  );
  return (
    <Table caption={caption} head={head} headIs="sticky" fold="paths" keys>
      {temporary.length > 0 && <GroupRow columns={columns.length + 2}>Temporary</GroupRow>}
      {temporary.map(rowOf)}
      {standing.length > 0 && <GroupRow columns={columns.length + 2}>Standing</GroupRow>}
      {standing.map(rowOf)}
    </Table>
  );
}

function WayRow({
  way,
  columns,
  peopleHref,
  now,
  zone,
}: { way: Way } & Pick<WaysTableProps, "columns" | "peopleHref" | "now" | "zone">) {
  const flag = flagOf(way);
  return (
    <PathRow
      stops={columns.map((column) => stopOf(way, column, peopleHref))}
      kind={way.grant ? "temporary" : "standing"}
      ends={way.grant && <Ends grant={way.grant} now={now} zone={zone} />}
    >
      <td className="whitespace-nowrap text-ink-2" {...(flag === null && { "data-phone": "hide" })}>
        {flag && (
          <>
            <State is={flag} />,{" "}
          </>
        )}
        <When at={way.since} now={now} zone={zone} />
      </td>
    </PathRow>
  );
}

function Ends({ grant, now, zone }: { grant: ExplainingGrant; now: Date; zone: string }) {
  const sessions = formatWhen(grant.sessionsMayLiveUntil, now, zone);
  return (
    <>
      <a href={paths.request(grant.requestId)} className="font-strong text-ink">
        {formatWhen(grant.endsAt, now, zone)}
      </a>{" "}
      <span className="text-ink-2">
        {formatRelative(grant.endsAt, now)}, {grant.ticket ?? `R-${grant.requestNumber}`}
      </span>
      <span className="flex flex-wrap items-center gap-x-2 text-note text-ink-2">
        <NotYet state={grant.state} />
        {isStuck(grant) ? "new sessions may still be opened" : `sessions may live until ${sessions}`}
      </span>
    </>
  );
}

/** The assignment outlives its end, and nobody knows for how long. */
function isStuck({ state }: ExplainingGrant): boolean {
  return state === "revoke-blocked" || state === "contested";
}

/** What AWS has still to do, or does not do, for a grant. */
function NotYet({ state }: { state: ExplainingGrant["state"] }) {
  switch (state) {
    case "active":
      return null;
    case "granting":
      return <State is="granting" />;
    case "revoking":
      return <State is="revoking" />;
    case "revoke-blocked":
      return <State is="blocked" />;
    case "contested":
      return <State is="blocked">Contested</State>;
  }
}

/** What is wrong with a way: its principal is gone, or a person who cannot sign in. */
function flagOf(way: Way): "orphan" | "disabled" | null {
  if (way.principalName === null) return "orphan";
  return way.personStatus === "DISABLED" ? "disabled" : null;
}

function stopOf(way: Way, column: WayColumn, peopleHref: WaysTableProps["peopleHref"]): PathStop | null {
  switch (column) {
    case "person":
      return personStop(way, peopleHref);
    case "through":
      return throughStop(way);
    case "set":
      return {
        kind: "set",
        label: way.permissionSetName ?? way.permissionSetArn,
        ...(way.permissionSetName !== null && { href: paths.permissionSet(way.permissionSetArn) }),
      };
    case "account":
      return {
        kind: "account",
        label: way.accountName ?? way.accountId,
        ...(way.accountName !== null && { href: paths.account(way.accountId) }),
      };
  }
}

function personStop(way: Way, peopleHref: WaysTableProps["peopleHref"]): PathStop {
  switch (way.principalKind) {
    case "user":
      return {
        kind: "person",
        label: way.principalName ?? way.principalId,
        ...(way.principalName !== null && { href: paths.person(way.principalId) }),
      };
    case "group": {
      const label = `${count(way.people, "person")}${way.disabled > 0 ? ` and ${way.disabled} disabled` : ""}`;
      if (way.principalName === null) return { kind: "person", label: "nobody" };
      return { kind: "person", label, ...(peopleHref && { href: peopleHref(way) }) };
    }
  }
}

function throughStop(way: Way): PathStop | null {
  switch (way.principalKind) {
    case "user":
      return null;
    case "group":
      return {
        kind: "group",
        label: way.principalName ?? way.principalId,
        ...(way.principalName !== null && { href: paths.group(way.principalId) }),
      };
  }
}
