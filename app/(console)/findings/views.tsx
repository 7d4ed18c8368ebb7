import { AccountsFound } from "#components/catalogue/accounts-found.tsx";
import { GroupsFound } from "#components/catalogue/groups-found.tsx";
import { PeopleFound } from "#components/catalogue/people-found.tsx";
import { SetsFound } from "#components/catalogue/sets-found.tsx";
import type { Viewer } from "#lib/core/viewer.ts";
import { accountsFound } from "#lib/queries/catalogue/findings/accounts-found.ts";
import { groupsFound } from "#lib/queries/catalogue/findings/groups-found.ts";
import { peopleFound } from "#lib/queries/catalogue/findings/people-found.ts";
import { unusedSets } from "#lib/queries/catalogue/findings/sets-found.ts";
import type { FindingView } from "./filters.ts";

type FindingsViewProps = {
  view: FindingView;
  viewer: Viewer;
  filters: { q: string | undefined; after: string | undefined; before: string | undefined };
};

/** The chosen finding, one page of it. */
export async function FindingsView({ view, viewer, filters }: FindingsViewProps) {
  const { q } = filters;
  switch (view) {
    case "administrators":
    case "orphans":
    case "unreached":
      return <AccountsFound view={view} page={await accountsFound(viewer, view, filters)} q={q} />;
    case "unused-sets":
      return <SetsFound page={await unusedSets(viewer, filters)} q={q} />;
    case "empty-groups":
      return <GroupsFound view={view} page={await groupsFound(viewer, "empty", filters)} q={q} />;
    case "idle-groups":
      return <GroupsFound view={view} page={await groupsFound(viewer, "idle", filters)} q={q} />;
    case "disabled":
      return <PeopleFound view={view} page={await peopleFound(viewer, "disabled", filters)} q={q} />;
    case "idle-people":
      return <PeopleFound view={view} page={await peopleFound(viewer, "idle", filters)} q={q} />;
  }
}
