import { Say } from "#components/ui/say.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { PersonStatus } from "#lib/core/catalogue.ts";
import { count, formatNumber, formatWhen } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

type PersonAnswerProps = {
  person: { id: string; name: string; status: PersonStatus };
  reach: {
    accounts: number;
    permissionSets: number;
    standing: number;
    temporary: number;
    administrator: number;
    nextEnd: Date | null;
  };
  now: Date;
  zone: string;
};

/** What a person can reach, in one sentence. */
export function PersonAnswer({ person, reach, now, zone }: PersonAnswerProps) {
  const { accounts, permissionSets, standing, temporary, administrator, nextEnd } = reach;
  const isDisabled = person.status === "DISABLED";
  if (accounts === 0) {
    return (
      <Say className="mb-6">
        {person.name} reaches <b>no account</b>.
      </Say>
    );
  }
  return (
    <Say className="mb-6">
      {person.name} {isDisabled ? "is disabled; assignments would let them reach" : "reaches"}{" "}
      <TextLink as="plain" href={paths.person(person.id)}>
        {count(accounts, "account")}
      </TextLink>{" "}
      by {count(permissionSets, "permission set")}
      {temporary > 0 && (
        <>
          : <b>{formatNumber(standing)} standing</b>,{" "}
          <TextLink as="plain" href={paths.person(person.id, { kind: "temporary" })}>
            {formatNumber(temporary)} for a time
          </TextLink>
          {nextEnd && `, the next until ${formatWhen(nextEnd, now, zone)}`}
        </>
      )}
      {administrator > 0 && (
        <>
          ; in <b>{formatNumber(administrator)}</b> like an administrator
        </>
      )}
      .
    </Say>
  );
}
