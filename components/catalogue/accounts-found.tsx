import Link from "next/link";
import { AccountState } from "#components/catalogue/account-state.tsx";
import { AccountName, Holder } from "#components/catalogue/accounts-reached-table.tsx";
import { FoundList } from "#components/catalogue/found-list.tsx";
import { Cell } from "#components/ui/cell.tsx";
import { HeadCell } from "#components/ui/head-cell.tsx";
import type { Way } from "#lib/core/catalogue/way.ts";
import type { AccountState as AccountStateName } from "#lib/core/catalogue.ts";
import { count, formatNumber } from "#lib/format.ts";
import { paths, permissionSetId } from "#lib/paths.ts";

type AccountShown = {
  id: string;
  name: string | null;
  state: AccountStateName;
  unitName: string | null;
  administrators: number;
  ways: readonly Way[];
  paths: number;
};

type AccountsFoundProps = {
  view: "administrators" | "orphans" | "unreached";
  page: { rows: readonly AccountShown[]; skipped: number; total: number; unfiltered: number };
  q: string | undefined;
};

const words = {
  administrators: {
    title: "Standing access like an administrator’s",
    means:
      "Accounts where people hold, without an end, a permission set that may do everything or give itself the right to. Make it something to ask for.",
    none: "No account has standing access like an administrator’s.",
    last: "By which set, and who",
  },
  orphans: {
    title: "Assignments of people or groups that are gone",
    means:
      "AWS still lists them, though the identity store no longer knows whom they name. They let nobody in, and can be removed.",
    none: "No assignment names somebody who is gone.",
    last: "By which set, and whom it names",
  },
  unreached: {
    title: "Active accounts that nobody reaches",
    means: "No assignment lets anybody in. Whoever needs them uses another way, the root user for instance.",
    none: "Somebody reaches every active account.",
    last: "State",
  },
} as const;

/** Accounts that a finding is about, with the paths that make them one. */
export function AccountsFound({ view, page, q }: AccountsFoundProps) {
  const { last, ...said } = words[view];
  return (
    <FoundList
      view={view}
      {...said}
      searches="Account, id or tag"
      q={q}
      page={page}
      idOf={(row) => row.id}
      head={
        <>
          <HeadCell width="28%">Account</HeadCell>
          <HeadCell width="18%">Unit</HeadCell>
          {view === "administrators" && <HeadCell number>People</HeadCell>}
          <HeadCell>{last}</HeadCell>
        </>
      }
      row={(account) => (
        <tr key={account.id}>
          <Cell phone="wide" className="align-top">
            <AccountName account={account} />
          </Cell>
          <Cell quiet phone="hide" className="align-top">
            {account.unitName ?? "–"}
          </Cell>
          {view === "administrators" && (
            <Cell number label="People" className="align-top">
              <span className="text-state-standing">{formatNumber(account.administrators)}</span>
            </Cell>
          )}
          <Cell phone="wide" className="align-top">
            {view === "unreached" ? <AccountState state={account.state} /> : <Ways account={account} />}
          </Cell>
        </tr>
      )}
    />
  );
}

function Ways({ account }: { account: AccountShown }) {
  return (
    <ul>
      {account.ways.map((way) => (
        <li key={`${way.permissionSetArn} ${way.principalKind} ${way.principalId}`}>
          <Link
            href={paths.account(account.id, { view: "people", set: permissionSetId(way.permissionSetArn) })}
            prefetch={false}
            className="font-medium"
          >
            {way.permissionSetName ?? permissionSetId(way.permissionSetArn)}
          </Link>
          <span className="text-ink-2">: </span>
          <Holder way={way} />
        </li>
      ))}
      {account.paths > account.ways.length && (
        <li>
          <Link href={paths.account(account.id)} prefetch={false} className="link">
            and {count(account.paths - account.ways.length, "more path")}
          </Link>
        </li>
      )}
    </ul>
  );
}
