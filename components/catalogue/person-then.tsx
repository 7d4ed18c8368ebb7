import { ThingsThen } from "#components/catalogue/things-then.tsx";
import { WaysThen } from "#components/catalogue/ways-then.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { State } from "#components/ui/state.tsx";
import type { PersonAsOf } from "#lib/core/catalogue/as-of.ts";
import { count } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

/** A person as they were, and what they could reach then. */
export function PersonThen({
  person,
  at,
  waysHref,
  zone,
}: {
  person: PersonAsOf;
  at: Date;
  waysHref: (skipped: number) => string;
  zone: string;
}) {
  const { name, userName, email, title, status, groups, ways } = person;
  return (
    <>
      <Facts
        facts={[
          { label: "Name", value: name },
          { label: "User name", value: userName },
          { label: "Status", value: status === "DISABLED" ? <State is="disabled" /> : status.toLowerCase() },
          { label: "Mail", value: email ?? "none" },
          { label: "Title", value: title ?? "none" },
        ]}
      />
      <WaysThen
        title={
          status === "DISABLED"
            ? "What they would have reached, but for being disabled"
            : "What they could reach"
        }
        caption={`Every path of ${name}`}
        ways={ways}
        columns={["through", "set", "account"]}
        nothing={`${name} could reach nothing.`}
        hrefOf={waysHref}
        at={at}
        zone={zone}
      />
      <ThingsThen
        title="Groups"
        note={count(groups.length, "group")}
        things={groups}
        hrefOf={(id) => paths.group(id)}
      />
    </>
  );
}
