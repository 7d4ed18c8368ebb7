import { AsOfView } from "#app/(console)/as-of-view.tsx";
import { ChangesAbout } from "#app/(console)/changes-about.tsx";
import { GroupMembers } from "#components/catalogue/group-members.tsx";
import type { PathAsked } from "#components/catalogue/path-filters.tsx";
import { Reached } from "#components/catalogue/reached.tsx";
import type { Viewer } from "#lib/core/viewer.ts";
import { paths } from "#lib/paths.ts";
import { accountsReached } from "#lib/queries/catalogue/accounts-reached.ts";
import { filterNames } from "#lib/queries/catalogue/filter-names.ts";
import { type GroupDetail, membersOfGroup } from "#lib/queries/catalogue/group.ts";
import { rolesGiven } from "#lib/queries/catalogue/roles-given.ts";

export const groupViews = ["members", "reaches", "changes", "as-of"] as const;

type GroupViewProps = {
  view: (typeof groupViews)[number];
  by: "account" | "path";
  asked: PathAsked;
  /** A moment, as the address says it. */
  asOf: string | undefined;
  status: "ENABLED" | "DISABLED" | undefined;
  place: { after?: string | undefined; before?: string | undefined };
  viewer: Viewer;
  group: GroupDetail;
  now: Date;
  zone: string;
};

/** What the chosen tab of a group shows. */
export async function GroupView(props: GroupViewProps) {
  const { view, asOf, by, asked, status, place, viewer, group, now, zone } = props;
  switch (view) {
    case "changes":
      return (
        <ChangesAbout
          viewer={viewer}
          thing={{ of: "group", id: group.id }}
          place={place}
          now={now}
          zone={zone}
        />
      );
    case "as-of":
      return (
        <AsOfView
          viewer={viewer}
          thing={{ of: "group", id: group.id }}
          asOf={asOf}
          after={place.after}
          now={now}
          zone={zone}
        />
      );
    case "members": {
      const members = { q: asked.q, status };
      const page = await membersOfGroup(viewer, group.id, { ...members, ...place });
      return <GroupMembers {...{ group, page, asked: members, now, zone }} />;
    }
    case "reaches": {
      const about = { groupId: group.id };
      const filters = { ...asked, ...place };
      const [page, names] = await Promise.all([
        by === "account"
          ? accountsReached(viewer, about, filters).then((list) => ({ by, ...list }))
          : rolesGiven(viewer, about, filters).then((list) => ({ by, ...list })),
        filterNames(viewer, asked),
      ]);
      return (
        <Reached
          title="What its members reach through it"
          about="group"
          of={{ id: group.id }}
          {...{ page, asked, names, now, zone }}
          action={paths.group(group.id)}
          hrefOf={(list, query) =>
            paths.group(group.id, { view, by: list === "account" ? list : null, ...query })
          }
          keeps={{ view, by: by === "account" ? by : undefined }}
          nothing="No assignment names this group: its members reach nothing through it."
        />
      );
    }
  }
}
