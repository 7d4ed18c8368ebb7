import type { ReactNode } from "react";
import { AccountState } from "#components/catalogue/account-state.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { CopyId } from "#components/ui/copy-id.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import type { AccountState as AccountStateName } from "#lib/core/catalogue.ts";
import { paths } from "#lib/paths.ts";

type AccountHeadProps = {
  /** What else may be done with it. */
  children?: ReactNode;
  account: {
    id: string;
    name: string;
    state: AccountStateName;
    isManagementAccount: boolean;
    units: readonly { id: string; name: string }[];
  };
};

/** Where an account lies, what it is called, and asking for a role in it. */
export function AccountHead({ account, children }: AccountHeadProps) {
  const crumbs = account.units.map((unit, depth) => ({
    label: unit.name,
    href: paths.accounts({ unit: depth === 0 ? null : unit.id }),
  }));
  return (
    <PageHead
      title={account.name}
      crumbs={crumbs.length > 0 ? crumbs : [{ label: "Accounts", href: paths.accounts() }]}
      aside={
        <span className="flex flex-wrap items-center gap-x-3">
          <CopyId value={account.id} of="account id" />
          {account.state !== "ACTIVE" && <AccountState state={account.state} />}
        </span>
      }
      actions={
        <>
          {children}
          <ButtonLink
            href={paths.newRequest({ account: account.id })}
            kind="go"
            {...(askingIsOff(account) && { disabledReason: askingIsOff(account) })}
          >
            Ask for a role
          </ButtonLink>
        </>
      }
    />
  );
}

function askingIsOff({ state, isManagementAccount }: AccountHeadProps["account"]): string | undefined {
  if (isManagementAccount) return "Gatehouse does not grant access to the management account.";
  if (state !== "ACTIVE") return "It is not active in AWS, so nothing can be granted there.";
  return undefined;
}
