import { Facts } from "#components/ui/facts.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { SyncAge } from "#lib/core/catalogue/sync-age.ts";
import { count, formatRelative, formatWhen } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

type PersonFactsProps = {
  person: {
    title: string | null;
    email: string | null;
    emails: readonly string[];
    groups: readonly unknown[];
    manager: { id: string | null; name: string } | null;
  };
  reach: { accounts: number; paths: number; temporary: number; nextEnd: Date | null };
  age: SyncAge;
  now: Date;
  zone: string;
};

/** A few facts about a person: who they are, how far they reach, what they hold for a time. */
export function PersonFacts({ person, reach, age, now, zone }: PersonFactsProps) {
  const others = person.emails.filter((address) => address !== person.email);
  return (
    <Facts
      facts={[
        { label: "Title", value: person.title ?? "–" },
        {
          label: "Mail",
          value: (
            <span className="break-all">
              {person.email ?? "–"}
              {others.length > 0 && (
                <span className="text-ink-2" title={others.join(", ")}>
                  {" "}
                  and {others.length} more
                </span>
              )}
            </span>
          ),
        },
        {
          label: "Reaches",
          value:
            reach.paths === 0
              ? "no account"
              : `${count(reach.accounts, "account")}, ${count(reach.paths, "path")}`,
        },
        {
          label: "Held now",
          value: (
            <span className={reach.temporary > 0 ? "text-state-temporary" : ""}>
              {reach.temporary}
              {reach.nextEnd && `, next ends ${formatWhen(reach.nextEnd, now, zone)}`}
            </span>
          ),
        },
        {
          label: "Manager",
          value: person.manager?.id ? (
            <TextLink href={paths.person(person.manager.id)}>{person.manager.name}</TextLink>
          ) : (
            (person.manager?.name ?? "–")
          ),
        },
        { label: "Groups", value: person.groups.length },
        { label: "Read from AWS", value: age.readAt ? formatRelative(age.readAt, now) : "not yet" },
      ]}
    />
  );
}
