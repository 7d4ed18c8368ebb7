import { Say } from "#components/ui/say.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { count } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

type FindingsAnswerProps = {
  counts: {
    administratorAccounts: number;
    administrators: number;
    orphans: number;
    disabledWithAccess: number;
  };
};

/** The weightiest findings in one sentence. */
export function FindingsAnswer({ counts }: FindingsAnswerProps) {
  const { administratorAccounts, administrators, orphans, disabledWithAccess } = counts;
  return (
    <Say className="mb-6">
      {administratorAccounts === 0 ? (
        <>
          <b>No account</b> has standing access like an administrator’s
        </>
      ) : (
        <>
          <TextLink as="plain" href={paths.findings()}>
            {count(administratorAccounts, "account")}
          </TextLink>{" "}
          {administratorAccounts === 1 ? "has" : "have"} standing access like an administrator’s, held by{" "}
          <TextLink as="plain" href={paths.people({ finding: "administrators" })}>
            {count(administrators, "person")}
          </TextLink>
        </>
      )}
      {orphans > 0 && (
        <>
          ;{" "}
          <TextLink as="plain" href={paths.findings({ view: "orphans" })}>
            {count(orphans, "assignment")}
          </TextLink>{" "}
          {orphans === 1 ? "names" : "name"} somebody who is gone
        </>
      )}
      {disabledWithAccess > 0 && (
        <>
          ;{" "}
          <TextLink as="plain" href={paths.findings({ view: "disabled" })}>
            {count(disabledWithAccess, "disabled person", "disabled people")}
          </TextLink>{" "}
          would still have access
        </>
      )}
      .
    </Say>
  );
}
