import { Callout } from "#components/ui/callout.tsx";
import { CopyId } from "#components/ui/copy-id.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { OfferedAccount } from "#lib/core/shown-access.ts";
import { whyUnavailable } from "#lib/core/why-unavailable.ts";
import { count } from "#lib/format.ts";
import { type NewRequestPath, paths } from "#lib/paths.ts";

/** The account of a request that is being asked, and the way to another. */
export function ChosenAccount({
  account,
  roles,
  carried,
}: {
  account: OfferedAccount;
  roles: number;
  /** What the way to another account keeps. */
  carried: Omit<NewRequestPath, "account" | "set">;
}) {
  return (
    <div className="mb-5 grid max-w-form gap-1">
      <h2 className="font-strong">Account</h2>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 border-y border-line p-2">
        <Icon name="box" />
        <b className="font-medium">{account.name}</b>
        <CopyId value={account.id} of="account id" />
        <span className="ml-auto">
          <TextLink href={paths.newRequest(carried)}>Another account</TextLink>
        </span>
      </p>
      <p className="text-ink-2">
        {account.units.length > 0 && `${account.units.join(" / ")}. `}
        You may ask for {count(roles, "role")} here.
      </p>
      {account.unavailable !== null && (
        <Callout tone="warn" title="Nothing can be asked here now." says={whyUnavailable(account)} />
      )}
    </div>
  );
}
