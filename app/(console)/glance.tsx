import { Say } from "#components/ui/say.tsx";
import { Section } from "#components/ui/section.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { Viewer } from "#lib/core/viewer.ts";
import { count } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";
import { organisationGlance } from "#lib/queries/catalogue/organisation-glance.ts";

/** For those who may read everything: the organisation in one sentence. */
export async function Glance({ viewer }: { viewer: Viewer }) {
  const glance = await organisationGlance(viewer);
  if (!glance) return null;
  const { peopleReaching, accounts, assignments, temporary, standing, orphans, standingAdministrators } =
    glance;
  return (
    <Section title="The organisation at a glance" className="mt-10">
      <Say className="pt-4">
        <TextLink as="plain" href={paths.people()}>
          {count(peopleReaching, "person")}
        </TextLink>{" "}
        reach{" "}
        <TextLink as="plain" href={paths.accounts()}>
          {count(accounts, "account")}
        </TextLink>{" "}
        through <b>{count(assignments, "assignment")}</b>. <b>{temporary} temporary</b>,{" "}
        <b>{standing} standing</b>
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
    </Section>
  );
}
