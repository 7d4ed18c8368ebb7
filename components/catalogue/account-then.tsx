import { sayAccountState } from "#components/catalogue/account-state.tsx";
import { ThingsThen } from "#components/catalogue/things-then.tsx";
import { WaysThen } from "#components/catalogue/ways-then.tsx";
import { Facts } from "#components/ui/facts.tsx";
import type { AccountAsOf } from "#lib/core/catalogue/as-of.ts";
import { count } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

/** An account as it was, and who could reach it then and by which path. */
export function AccountThen({
  account,
  at,
  waysHref,
  zone,
}: {
  account: AccountAsOf;
  at: Date;
  waysHref: (skipped: number) => string;
  zone: string;
}) {
  const { name, email, state, units, tags, reach, ways, permissionSets } = account;
  return (
    <>
      <Facts
        facts={[
          { label: "Name", value: name },
          { label: "State", value: sayAccountState(state) },
          { label: "In", value: units.map((unit) => unit.name ?? unit.id).join(" / ") || "an unknown unit" },
          { label: "Mail", value: email },
          {
            label: "Reached by",
            value: `${count(reach.people, "person")}, ${reach.standing} standing, ${reach.temporary} temporary`,
          },
          {
            label: "Tags",
            value:
              Object.entries(tags)
                .map(([key, value]) => `${key}: ${value}`)
                .join(", ") || "none",
          },
        ]}
      />
      <WaysThen
        title="Who could reach it"
        caption={`Every path into ${name}`}
        ways={ways}
        columns={["person", "through", "set"]}
        nothing="Nobody could reach it."
        hrefOf={waysHref}
        at={at}
        zone={zone}
      />
      <ThingsThen
        title="Provisioned permission sets"
        note={count(permissionSets.length, "permission set")}
        things={permissionSets}
        hrefOf={(id) => paths.permissionSet(id)}
      />
    </>
  );
}
