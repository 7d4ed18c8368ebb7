import { Facts } from "#components/ui/facts.tsx";
import type { SyncAge } from "#lib/core/catalogue/sync-age.ts";
import { count, formatRelative } from "#lib/format.ts";

type GroupFactsProps = {
  group: { members: number; disabled: number };
  reach: { accounts: number; permissionSets: number; paths: number; administrator: number };
  age: SyncAge;
  now: Date;
};

/** A few facts about a group: who is in it, and how far it reaches. */
export function GroupFacts({ group, reach, age, now }: GroupFactsProps) {
  return (
    <Facts
      facts={[
        {
          label: "Members",
          value: `${count(group.members, "person")}${group.disabled > 0 ? `, ${group.disabled} disabled` : ""}`,
        },
        {
          label: "Reaches",
          value:
            reach.paths === 0
              ? "no account"
              : `${count(reach.accounts, "account")}, ${count(reach.paths, "path")}`,
        },
        { label: "Permission sets", value: reach.permissionSets },
        {
          label: "Like an administrator",
          value: reach.administrator === 0 ? "nowhere" : `in ${count(reach.administrator, "account")}`,
        },
        { label: "Read from AWS", value: age.readAt ? formatRelative(age.readAt, now) : "not yet" },
      ]}
    />
  );
}
