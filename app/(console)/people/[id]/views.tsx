import { AsOfView } from "#app/(console)/as-of-view.tsx";
import { ChangesAbout } from "#app/(console)/changes-about.tsx";
import { GrantsTable } from "#components/catalogue/grants-table.tsx";
import { LeavingGroup } from "#components/catalogue/leaving-group.tsx";
import type { PathAsked } from "#components/catalogue/path-filters.tsx";
import { PersonGroups } from "#components/catalogue/person-groups.tsx";
import { Reached } from "#components/catalogue/reached.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { Section } from "#components/ui/section.tsx";
import type { Viewer } from "#lib/core/viewer.ts";
import { count } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";
import { accountsReached } from "#lib/queries/catalogue/accounts-reached.ts";
import { filterNames } from "#lib/queries/catalogue/filter-names.ts";
import { grantsAbout } from "#lib/queries/catalogue/grants-about.ts";
import type { PersonDetail } from "#lib/queries/catalogue/person.ts";
import { leavingGroup } from "#lib/queries/catalogue/reach-of.ts";
import { rolesGiven } from "#lib/queries/catalogue/roles-given.ts";

export const personViews = ["reaches", "groups", "grants", "changes", "as-of"] as const;

type PersonViewProps = {
  view: (typeof personViews)[number];
  by: "account" | "path";
  asked: PathAsked;
  /** A moment, as the address says it. */
  asOf: string | undefined;
  without: { id: string; name: string } | undefined;
  leaving: "ends" | "remains" | undefined;
  place: { after?: string | undefined; before?: string | undefined };
  viewer: Viewer;
  person: PersonDetail;
  now: Date;
  zone: string;
};

/** What the chosen tab of a person shows. */
export async function PersonView(props: PersonViewProps) {
  const { view, place, asOf, viewer, person, now, zone } = props;
  switch (view) {
    case "changes":
      return (
        <ChangesAbout
          viewer={viewer}
          thing={{ of: "person", id: person.id }}
          place={place}
          now={now}
          zone={zone}
        />
      );
    case "as-of":
      return (
        <AsOfView
          viewer={viewer}
          thing={{ of: "person", id: person.id }}
          asOf={asOf}
          after={place.after}
          now={now}
          zone={zone}
        />
      );
    case "reaches":
      return props.without ? <Leaving {...props} group={props.without} /> : <Reaches {...props} />;
    case "groups":
      return <PersonGroups person={person} now={now} zone={zone} />;
    case "grants": {
      const { grants, total } = await grantsAbout(viewer, { personId: person.id });
      if (total === 0) return <Empty title={`Gatehouse never granted ${person.name} anything.`} />;
      return (
        <Section title="Grants" note={count(total, "grant")}>
          <GrantsTable grants={grants} about="person" now={now} zone={zone} />
        </Section>
      );
    }
  }
}

async function Reaches({ by, asked, place, viewer, person, now, zone }: PersonViewProps) {
  const about = { personId: person.id };
  const filters = { ...asked, ...place };
  const [page, names] = await Promise.all([
    by === "account"
      ? accountsReached(viewer, about, filters).then((list) => ({ by, ...list }))
      : rolesGiven(viewer, about, filters).then((list) => ({ by, ...list })),
    filterNames(viewer, asked),
  ]);
  return (
    <Reached
      title="What they reach, and why"
      about="person"
      of={{ id: person.id }}
      {...{ page, asked, names, now, zone }}
      action={paths.person(person.id)}
      hrefOf={(list, query) => paths.person(person.id, { by: list === "path" ? list : null, ...query })}
      keeps={{ by: by === "path" ? by : undefined }}
      nothing={`${person.name} reaches no account.`}
    />
  );
}

async function Leaving({ group, ...props }: PersonViewProps & { group: { id: string; name: string } }) {
  const { viewer, person, place, now, zone } = props;
  const asked = { q: props.asked.q, leaving: props.leaving };
  const [leaving, page] = await Promise.all([
    leavingGroup(viewer, person.id, group.id),
    accountsReached(viewer, { personId: person.id }, { ...asked, ...place, without: group.id }),
  ]);
  return <LeavingGroup {...{ person, group, leaving, page, asked, now, zone }} />;
}
