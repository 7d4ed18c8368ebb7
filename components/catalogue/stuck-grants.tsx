import { ButtonLink } from "#components/ui/button-link.tsx";
import { Row, RowList } from "#components/ui/row-list.tsx";
import { Section } from "#components/ui/section.tsx";
import { State } from "#components/ui/state.tsx";
import { count, formatRelative, formatWhen } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

type StuckGrantsProps = {
  grants: readonly {
    grantId: string;
    state: "revoke-blocked" | "contested";
    personName: string;
    accountName: string;
    permissionSetName: string;
    endsAt: Date;
    fault: string | null;
    tries: number;
  }[];
  now: Date;
  zone: string;
};

/** Grants whose removal AWS refuses, or that a person must judge. Nothing is shown when there are none. */
export function StuckGrants({ grants, now, zone }: StuckGrantsProps) {
  if (grants.length === 0) return null;
  return (
    <Section title="Needs a person" note={count(grants.length, "grant")}>
      <RowList>
        {grants.map((grant) => (
          <Row
            key={grant.grantId}
            title={
              <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
                <State is="blocked">{grant.state === "contested" ? "Contested" : "Removal blocked"}</State>
                <span>
                  <b className="font-strong">{grant.personName}</b> holds{" "}
                  <b className="font-strong">{grant.permissionSetName}</b> in {grant.accountName}
                </span>
              </span>
            }
            sub={`Due ${formatWhen(grant.endsAt, now, zone)}, ${formatRelative(grant.endsAt, now)}. ${
              grant.fault ? `AWS says: ${grant.fault}; ${count(grant.tries, "try", "tries")} so far.` : ""
            }`}
            end={
              <ButtonLink
                size="small"
                href={paths.engine()}
                aria-label={`What can be done: ${grant.personName}, ${grant.permissionSetName} in ${grant.accountName}`}
              >
                What can be done
              </ButtonLink>
            }
          />
        ))}
      </RowList>
    </Section>
  );
}
