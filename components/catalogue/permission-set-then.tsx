import { Policies } from "#components/catalogue/policies.tsx";
import { ThingsThen } from "#components/catalogue/things-then.tsx";
import { WaysThen } from "#components/catalogue/ways-then.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { When } from "#components/ui/when.tsx";
import type { PermissionSetAsOf } from "#lib/core/catalogue/as-of.ts";
import { count, formatMinutes, formatNumber } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

function sayFirst(shown: number, total: number): string {
  const all = count(total, "account");
  return total > shown ? `the first ${formatNumber(shown)} of ${all}` : all;
}

/** A permission set as it was: what it allowed, and where it was used then. */
export function PermissionSetThen({
  set,
  at,
  waysHref,
  zone,
}: {
  set: PermissionSetAsOf;
  at: Date;
  waysHref: (skipped: number) => string;
  zone: string;
}) {
  return (
    <>
      <Facts
        facts={[
          { label: "Name", value: set.name },
          { label: "Session length", value: formatMinutes(set.sessionMinutes) },
          { label: "Provisioned in", value: count(set.accountCount, "account") },
          { label: "Assigned", value: count(set.ways.total, "time") },
          { label: "This version since", value: <When at={set.since} now={at} zone={zone} /> },
        ]}
      />
      <Policies set={set} />
      <WaysThen
        title="Who held it, and where"
        caption={`Every path by ${set.name}`}
        ways={set.ways}
        columns={["person", "through", "account"]}
        nothing="Nobody held it."
        hrefOf={waysHref}
        at={at}
        zone={zone}
      />
      <ThingsThen
        title="Accounts"
        note={sayFirst(set.accounts.length, set.accountCount)}
        things={set.accounts}
        hrefOf={(id) => paths.account(id)}
      />
    </>
  );
}
