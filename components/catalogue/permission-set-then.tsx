import { Policies } from "#components/catalogue/policies.tsx";
import { ThingsThen } from "#components/catalogue/things-then.tsx";
import { WaysThen } from "#components/catalogue/ways-then.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { When } from "#components/ui/when.tsx";
import type { PermissionSetAsOf } from "#lib/core/catalogue/as-of.ts";
import { count, formatMinutes } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

/** A permission set as it was: what it allowed, and where it was used then. */
export function PermissionSetThen({ set, at, zone }: { set: PermissionSetAsOf; at: Date; zone: string }) {
  return (
    <>
      <Facts
        facts={[
          { label: "Name", value: set.name },
          { label: "Session length", value: formatMinutes(set.sessionMinutes) },
          { label: "Provisioned in", value: count(set.accounts.length, "account") },
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
        at={at}
        zone={zone}
      />
      <ThingsThen
        title="Accounts"
        note={count(set.accounts.length, "account")}
        things={set.accounts}
        hrefOf={(id) => paths.account(id)}
      />
    </>
  );
}
