import Link from "next/link";
import { Facts } from "#components/ui/facts.tsx";
import type { SyncAge } from "#lib/core/catalogue/sync-age.ts";
import type { AccountReach } from "#lib/core/catalogue/way.ts";
import type { Tags } from "#lib/core/catalogue.ts";
import { count, formatRelative, formatWhen } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

type AccountFactsProps = {
  account: { tags: Tags };
  reach: AccountReach;
  rules: readonly { id: string; name: string; enabled: boolean }[];
  age: SyncAge;
  now: Date;
  zone: string;
};

/** A few facts about an account: whose it is, who reaches it, what covers it, how old this is. */
export function AccountFacts({ account, reach, rules, age, now, zone }: AccountFactsProps) {
  const owner = Object.entries(account.tags).find(([key]) => key.toLowerCase() === "owner")?.[1];
  const covering = rules.filter((rule) => rule.enabled);
  return (
    <Facts
      facts={[
        { label: "Owner", value: owner ?? <span className="text-ink-3">no owner tag</span> },
        { label: "Reached by", value: `${count(reach.people, "person")}, ${count(reach.paths, "path")}` },
        {
          label: "Administrators",
          value: (
            <span className={reach.administrators > 0 ? "text-state-standing" : ""}>
              {reach.administrators} standing
            </span>
          ),
        },
        {
          label: "Held now",
          value: (
            <span className={reach.temporary > 0 ? "text-state-temporary" : ""}>
              {reach.temporary}
              {reach.nextEnd && `, next ends ${formatWhen(reach.nextEnd, now, zone)}`}
              {reach.overdue > 0 && (
                <span className="text-state-blocked">, {reach.overdue} past its end</span>
              )}
            </span>
          ),
        },
        {
          label: "Rules that cover it",
          value:
            covering.length === 0
              ? "none"
              : covering.slice(0, 2).map((rule, index) => (
                  <span key={rule.id}>
                    {index > 0 && ", "}
                    <Link href={paths.rule(rule.id)} prefetch={false} className="link">
                      {rule.name}
                    </Link>
                    {index === 1 && covering.length > 2 && ` and ${covering.length - 2} more`}
                  </span>
                )),
        },
        { label: "Read from AWS", value: age.readAt ? formatRelative(age.readAt, now) : "not yet" },
      ]}
    />
  );
}
