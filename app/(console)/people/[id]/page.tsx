import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { AgeCallout } from "#components/catalogue/catalogue-age.tsx";
import { PersonFacts } from "#components/catalogue/person-facts.tsx";
import { PersonView, personViews } from "#components/catalogue/person-views.tsx";
import { CopyId } from "#components/ui/copy-id.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { State } from "#components/ui/state.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { requireReader } from "#lib/auth/require-viewer.ts";
import { paths } from "#lib/paths.ts";
import { grantsAbout } from "#lib/queries/catalogue/grants-about.ts";
import { personFor, waysOfPerson } from "#lib/queries/catalogue/person.ts";
import { syncAge } from "#lib/queries/catalogue/sync-age.ts";
import { readMoment } from "../../moment.ts";
import { readId } from "../../read-id.ts";
import { choice, type SearchParams } from "../../search-params.ts";

export const metadata: Metadata = { title: "Person" };

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams };

export default async function PersonPage({ params, searchParams }: Props) {
  const viewer = await requireReader();
  const person = await personFor(viewer, await readId(params));
  if (!person) notFound();
  const { view = "reaches" } = z.object({ view: choice(personViews) }).parse(await searchParams);
  const { now, zone } = await readMoment();
  const [ways, grants, age] = await Promise.all([
    waysOfPerson(viewer, person.id),
    grantsAbout(viewer, { personId: person.id }),
    syncAge(viewer, now),
  ]);
  const tab = (name: (typeof personViews)[number], label: string, count: number) => ({
    label,
    count,
    href: paths.person(person.id, { view: name === "reaches" ? null : name }),
    current: view === name,
  });
  return (
    <>
      <PageHead
        title={person.name}
        crumbs={[{ label: "People", href: paths.people() }]}
        aside={
          <span className="flex flex-wrap items-center gap-x-3">
            <CopyId value={person.id} shown={person.userName} of="person id" />
            {person.status === "DISABLED" && <State is="disabled">Disabled: cannot sign in to AWS</State>}
          </span>
        }
      />
      <AgeCallout age={age} now={now} zone={zone} />
      <PersonFacts person={person} ways={ways} age={age} now={now} zone={zone} />
      <Tabs
        label="Person"
        tabs={[
          tab("reaches", "What they reach", ways.total),
          tab("groups", "Groups", person.groups.length),
          tab("grants", "Grants", grants.total),
        ]}
      />
      <PersonView view={view} person={person} ways={ways} grants={grants} now={now} zone={zone} />
    </>
  );
}
