import { Facts } from "#components/ui/facts.tsx";
import { When } from "#components/ui/when.tsx";
import type { SyncAge } from "#lib/core/catalogue/sync-age.ts";
import type { ManagedPolicy } from "#lib/core/catalogue.ts";
import { count, formatDigest, formatMinutes, formatRelative } from "#lib/format.ts";

type PermissionSetFactsProps = {
  set: {
    sessionMinutes: number;
    permissionsBoundary: ManagedPolicy | null;
    fingerprint: string;
    accounts: number;
    people: number;
    validFrom: Date;
  };
  reach: { holders: number };
  age: SyncAge;
  now: Date;
  zone: string;
};

/** A few facts about a permission set: how long, how far, who, and the fingerprint that an approval is bound to. */
export function PermissionSetFacts({ set, reach, age, now, zone }: PermissionSetFactsProps) {
  return (
    <Facts
      facts={[
        { label: "Session length", value: formatMinutes(set.sessionMinutes) },
        {
          label: "Boundary",
          value: set.permissionsBoundary ? (
            <span className="mono break-all">{set.permissionsBoundary.name}</span>
          ) : (
            <span className="text-ink-3">none</span>
          ),
        },
        { label: "Provisioned in", value: count(set.accounts, "account") },
        { label: "Held by", value: `${set.people} standing, ${reach.holders} now` },
        { label: "As it is since", value: <When at={set.validFrom} now={now} zone={zone} /> },
        {
          label: "Fingerprint",
          value: (
            <span className="mono" title={set.fingerprint}>
              {formatDigest(set.fingerprint)}
            </span>
          ),
        },
        { label: "Read from AWS", value: age.readAt ? formatRelative(age.readAt, now) : "not yet" },
      ]}
    />
  );
}
