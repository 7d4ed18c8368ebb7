import Link from "next/link";
import { Cell } from "#components/ui/cell.tsx";
import { HeadCell } from "#components/ui/head-cell.tsx";
import { State } from "#components/ui/state.tsx";
import { Table } from "#components/ui/table.tsx";
import type { AccountReached, Way } from "#lib/core/catalogue/way.ts";
import { count, formatWhen } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

type AccountsReachedTableProps = {
  caption: string;
  accounts: readonly AccountReached[];
  /** What the page is about, and what a row need not repeat. */
  about: "person" | "permission-set" | "group";
  /** Where all ways of one account are listed, when a row cannot show them. */
  moreHref: (account: AccountReached) => string;
  now: Date;
  zone: string;
};

const heads = {
  person: "Roles, and how they come to them",
  "permission-set": "Who holds it there",
  group: "What it gives there",
} as const satisfies Record<AccountsReachedTableProps["about"], string>;

/** Accounts by name, each with the ways into it. */
export function AccountsReachedTable({
  caption,
  accounts,
  about,
  moreHref,
  now,
  zone,
}: AccountsReachedTableProps) {
  const head = (
    <>
      <HeadCell width="32%">Account</HeadCell>
      <HeadCell>{heads[about]}</HeadCell>
    </>
  );
  return (
    <Table caption={caption} head={head} headIs="sticky" fold="blocks" keys>
      {accounts.map((account) => (
        <tr key={account.id}>
          <Cell phone="wide" className="align-top">
            <AccountName account={account} />
          </Cell>
          <Cell phone="wide">
            {account.paths === 0 ? (
              <span className="text-ink-2">nobody</span>
            ) : (
              <ul className="max-wide:mt-0.75">
                {account.ways.map((way) => (
                  <li key={`${way.permissionSetArn} ${way.principalKind} ${way.principalId}`}>
                    <WayLine way={way} about={about} now={now} zone={zone} />
                  </li>
                ))}
                {account.paths > account.ways.length && (
                  <li>
                    <Link href={moreHref(account)} prefetch={false} className="link">
                      and {count(account.paths - account.ways.length, "more path")}
                    </Link>
                  </li>
                )}
              </ul>
            )}
          </Cell>
        </tr>
      ))}
    </Table>
  );
}

/** An account's name over its id; only the id for one that AWS Organizations does not list. */
export function AccountName({ account: { id, name } }: { account: { id: string; name: string | null } }) {
  if (name === null) {
    return (
      <>
        <span className="mono">{id}</span>
        <span className="block text-note text-ink-2">not listed by AWS Organizations</span>
      </>
    );
  }
  return (
    <>
      <Link href={paths.account(id)} prefetch={false} className="font-strong wrap-anywhere">
        {name}
      </Link>
      <span className="mono block text-ink-3">{id}</span>
    </>
  );
}

type WayLineProps = Pick<AccountsReachedTableProps, "about" | "now" | "zone"> & { way: Way };

/** One way in a line: the permission set, by whom or through what, until when. */
export function WayLine({ way, about, now, zone }: WayLineProps) {
  return (
    <>
      {about !== "permission-set" && (
        <>
          <SetName way={way} />{" "}
        </>
      )}
      {about === "permission-set" && <Holder way={way} />}
      {about === "person" && <Through way={way} />}
      {way.grant && (
        <span className="font-medium text-state-temporary">
          {way.grant.endsAt <= now ? ", over since " : ", ends "}
          {formatWhen(way.grant.endsAt, now, zone)}
        </span>
      )}
    </>
  );
}

function SetName({ way: { permissionSetArn: arn, permissionSetName: name } }: { way: Way }) {
  if (name === null) return <span className="mono">{arn}</span>;
  return (
    <Link href={paths.permissionSet(arn)} prefetch={false} className="font-medium wrap-anywhere">
      {name}
    </Link>
  );
}

function Through({ way }: { way: Way }) {
  switch (way.principalKind) {
    case "user":
      return <span className="text-ink-2">direct</span>;
    case "group":
      return (
        <span className="text-ink-2">
          through <GroupName way={way} />
        </span>
      );
  }
}

function GroupName({ way: { principalId, principalName } }: { way: Way }) {
  return (
    <Link href={paths.group(principalId)} prefetch={false} className="text-ink">
      {principalName ?? principalId}
    </Link>
  );
}

/** Who a way lets in: a group with its people, a person, or somebody who is gone. */
export function Holder({ way }: { way: Way }) {
  if (way.principalName === null) {
    return (
      <>
        <span className="mono break-all">{way.principalId}</span>{" "}
        <State is="orphan">{way.principalKind === "group" ? "Group is gone" : "Person is gone"}</State>
      </>
    );
  }
  switch (way.principalKind) {
    case "user":
      return (
        <>
          <Link href={paths.person(way.principalId)} prefetch={false} className="font-medium wrap-anywhere">
            {way.principalName}
          </Link>{" "}
          {way.personStatus === "DISABLED" && <State is="disabled" />}
        </>
      );
    case "group":
      return (
        <>
          <Link href={paths.group(way.principalId)} prefetch={false} className="font-medium wrap-anywhere">
            {way.principalName}
          </Link>{" "}
          <span className="text-ink-2">{count(way.people, "person")}</span>
        </>
      );
  }
}
