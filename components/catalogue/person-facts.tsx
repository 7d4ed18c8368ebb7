import { Facts } from "#components/ui/facts.tsx";
import type { SyncAge } from "#lib/core/catalogue/sync-age.ts";
import type { Ways } from "#lib/core/catalogue/way.ts";
import { count, formatRelative, formatWhen } from "#lib/format.ts";

type PersonFactsProps = {
  person: { title: string | null; email: string | null; groups: readonly unknown[] };
  ways: Ways;
  age: SyncAge;
  now: Date;
  zone: string;
};

/** A few facts about a person: who they are, how far they reach, what they hold for a time. */
export function PersonFacts({ person, ways: { ways, total }, age, now, zone }: PersonFactsProps) {
  const accounts = new Set(ways.map((way) => way.accountId)).size;
  const temporary = ways.filter((way) => way.grant !== null);
  const nextEnd = temporary[0]?.grant?.endsAt;
  return (
    <Facts
      facts={[
        { label: "Title", value: person.title ?? "–" },
        { label: "Mail", value: person.email ?? "–" },
        {
          label: "Reaches",
          value: total === 0 ? "no account" : `${count(accounts, "account")}, ${count(total, "path")}`,
        },
        {
          label: "Held now",
          value: (
            <span className={temporary.length > 0 ? "text-state-temporary" : ""}>
              {temporary.length}
              {nextEnd && `, next ends ${formatWhen(nextEnd, now, zone)}`}
            </span>
          ),
        },
        { label: "Groups", value: person.groups.length },
        { label: "Read from AWS", value: age.readAt ? formatRelative(age.readAt, now) : "not yet" },
      ]}
    />
  );
}
