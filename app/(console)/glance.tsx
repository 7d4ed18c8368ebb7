import { NeedsAPerson } from "#components/access/needs-a-person.tsx";
import { Say } from "#components/ui/say.tsx";
import { Section } from "#components/ui/section.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { count, formatNumber } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";
import { grantsThatNeedAPerson } from "#lib/queries/access/grants.ts";
import { organisationGlance } from "#lib/queries/catalogue/organisation-glance.ts";

type GlanceProps = { viewer: Viewer; now: Date; zone: string };

/** For those who may read everything: the organisation in one sentence, and what needs a person. */
export async function Glance({ viewer, now, zone }: GlanceProps) {
  if (!mayReadEverything(viewer)) return null;
  const [glance, needy] = await Promise.all([organisationGlance(viewer), grantsThatNeedAPerson(viewer)]);
  if (!glance) return null;
  const { people, peopleReaching, accounts, assignments, temporary, standing } = glance;
  const { orphans, standingAdministrators } = glance;
  return (
    <Section title="The organisation at a glance" className="mb-10">
      <Say className="pt-4">
        <TextLink as="plain" href={paths.people()}>
          {formatNumber(peopleReaching)} of {count(people, "person")}
        </TextLink>{" "}
        reach AWS through <b>{count(assignments, "assignment")}</b>, in an organisation of{" "}
        <TextLink as="plain" href={paths.accounts()}>
          {count(accounts, "account")}
        </TextLink>
        . <b>{formatNumber(temporary)} temporary</b>, <b>{formatNumber(standing)} standing</b>
        {standingAdministrators > 0 && (
          <>
            ; <b>{count(standingAdministrators, "person")}</b> with standing AdministratorAccess
          </>
        )}
        {orphans > 0 && (
          <>
            ; <b>{count(orphans, "assignment")}</b> of people or groups that are gone
          </>
        )}
        .
      </Say>
      {needy.length > 0 && <NeedsAPerson grants={needy} viewerId={viewer.personId} now={now} zone={zone} />}
    </Section>
  );
}
