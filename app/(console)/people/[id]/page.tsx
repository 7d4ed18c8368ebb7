import type { Metadata } from "next";
import { z } from "zod";
import { AgeCallout } from "#components/catalogue/catalogue-age.tsx";
import { PersonAnswer } from "#components/catalogue/person-answer.tsx";
import { PersonFacts } from "#components/catalogue/person-facts.tsx";
import { PersonHead } from "#components/catalogue/person-head.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { requireReader } from "#lib/auth/require-viewer.ts";
import { paths } from "#lib/paths.ts";
import { countGrantsAbout } from "#lib/queries/catalogue/grants-about.ts";
import { personFor } from "#lib/queries/catalogue/person.ts";
import { reachOf } from "#lib/queries/catalogue/reach-of.ts";
import { syncAge } from "#lib/queries/catalogue/sync-age.ts";
import { GonePage } from "../../gone-page.tsx";
import { readMoment } from "../../moment.ts";
import { pathFields } from "../../path-fields.ts";
import { readId } from "../../read-id.ts";
import { RefreshNow } from "../../refresh/refresh-now.tsx";
import { choice, field, placeFields, type SearchParams } from "../../search-params.ts";
import { PersonView, personViews } from "./views.tsx";

export const metadata: Metadata = { title: "Person" };

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams };

const address = z.object({
  ...placeFields,
  ...pathFields,
  asOf: field,
  view: choice(personViews),
  by: choice(["account", "path"]),
  /** A group that the person is thought to leave. */
  without: field,
  leaving: choice(["ends", "remains"]),
});

export default async function PersonPage({ params, searchParams }: Props) {
  const viewer = await requireReader();
  const id = await readId(params);
  const person = await personFor(viewer, id);
  if (!person) return <GonePage viewer={viewer} of="person" id={id} searchParams={searchParams} />;
  const query = address.parse(await searchParams);
  const {
    asOf,
    view = asOf ? "as-of" : "reaches",
    by = "account",
    without,
    leaving,
    after,
    before,
    ...asked
  } = query;
  const { now, zone } = await readMoment();
  const [reach, grants, age] = await Promise.all([
    reachOf(viewer, { personId: person.id }, now),
    countGrantsAbout(viewer, { personId: person.id }),
    syncAge(viewer, now),
  ]);
  const tab = (name: (typeof personViews)[number], label: string, count?: number) => ({
    label,
    ...(count !== undefined && { count }),
    href: paths.person(person.id, { view: name === "reaches" ? null : name }),
    current: view === name,
  });
  const left = person.groups.find((group) => group.id === without);
  return (
    <>
      <PersonHead person={person}>
        <RefreshNow viewer={viewer} kind="person" targetId={person.id} now={now} />
      </PersonHead>
      <AgeCallout age={age} now={now} zone={zone} />
      <PersonAnswer person={person} reach={reach} now={now} zone={zone} />
      <PersonFacts {...{ person, reach, age, now, zone }} />
      <Tabs
        label="Person"
        tabs={[
          tab("reaches", "What they reach", reach.accounts),
          tab("groups", "Groups", person.groups.length),
          tab("grants", "Grants", grants),
          tab("changes", "Changes"),
          tab("as-of", "As of a moment"),
        ]}
      />
      <PersonView
        {...{ view, by, asked, asOf, leaving, viewer, person, now, zone }}
        without={left}
        place={{ after, before }}
      />
    </>
  );
}
