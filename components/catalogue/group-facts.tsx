import { Facts } from "#components/ui/facts.tsx";
import type { SyncAge } from "#lib/core/catalogue/sync-age.ts";
import type { Ways } from "#lib/core/catalogue/way.ts";
import type { PersonStatus } from "#lib/core/catalogue.ts";
import { count, formatRelative } from "#lib/format.ts";

type GroupFactsProps = {
  members: readonly { status: PersonStatus }[];
  ways: Ways;
  age: SyncAge;
  now: Date;
};

/** A few facts about a group: who is in it, and how far it reaches. */
export function GroupFacts({ members, ways: { ways, total }, age, now }: GroupFactsProps) {
  const disabled = members.filter((member) => member.status === "DISABLED").length;
  const accounts = new Set(ways.map((way) => way.accountId)).size;
  return (
    <Facts
      facts={[
        {
          label: "Members",
          value: `${count(members.length, "person")}${disabled > 0 ? `, ${disabled} disabled` : ""}`,
        },
        {
          label: "Reaches",
          value: total === 0 ? "no account" : `${count(accounts, "account")}, ${count(total, "path")}`,
        },
        { label: "Read from AWS", value: age.readAt ? formatRelative(age.readAt, now) : "not yet" },
      ]}
    />
  );
}
