import { ThingsThen } from "#components/catalogue/things-then.tsx";
import { WaysThen } from "#components/catalogue/ways-then.tsx";
import { Facts } from "#components/ui/facts.tsx";
import type { GroupAsOf } from "#lib/core/catalogue/as-of.ts";
import { count, formatNumber } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

/** A group as it was: what it reached and who was in it. */
export function GroupThen({
  group,
  at,
  waysHref,
  zone,
}: {
  group: GroupAsOf;
  at: Date;
  waysHref: (skipped: number) => string;
  zone: string;
}) {
  const { name, description, members, memberCount, ways } = group;
  const all = count(memberCount, "member");
  return (
    <>
      <Facts
        facts={[
          { label: "Name", value: name },
          { label: "Description", value: description || "none" },
          { label: "Members", value: all },
        ]}
      />
      <WaysThen
        title="What its members could reach through it"
        caption={`Every path of ${name}`}
        ways={ways}
        columns={["set", "account"]}
        nothing="It reached nothing."
        hrefOf={waysHref}
        at={at}
        zone={zone}
      />
      <ThingsThen
        title="Members"
        note={memberCount > members.length ? `the first ${formatNumber(members.length)} of ${all}` : all}
        things={members}
        hrefOf={(id) => paths.person(id)}
      />
    </>
  );
}
