import { Facts } from "#components/ui/facts.tsx";
import type { SyncAge } from "#lib/core/catalogue/sync-age.ts";
import type { Ways } from "#lib/core/catalogue/way.ts";
import type { ManagedPolicy } from "#lib/core/catalogue.ts";
import { count, formatDigest, formatMinutes, formatRelative } from "#lib/format.ts";

type PermissionSetFactsProps = {
  set: { sessionMinutes: number; permissionsBoundary: ManagedPolicy | null; fingerprint: string };
  ways: Ways;
  accounts: number;
  age: SyncAge;
  now: Date;
};

/** A few facts about a permission set: how long, how far, who, and the fingerprint that an approval is bound to. */
export function PermissionSetFacts({ set, ways: { ways }, accounts, age, now }: PermissionSetFactsProps) {
  const temporary = ways.filter((way) => way.grant !== null).length;
  return (
    <Facts
      facts={[
        { label: "Session length", value: formatMinutes(set.sessionMinutes) },
        {
          label: "Boundary",
          value: set.permissionsBoundary ? (
            <span className="mono">{set.permissionsBoundary.name}</span>
          ) : (
            <span className="text-ink-3">none</span>
          ),
        },
        { label: "Provisioned in", value: count(accounts, "account") },
        { label: "Assigned", value: `${ways.length - temporary} standing, ${temporary} temporary` },
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
