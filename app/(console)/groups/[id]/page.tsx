import type { Metadata } from "next";
import { z } from "zod";
import { AgeCallout } from "#components/catalogue/catalogue-age.tsx";
import { GroupAnswer } from "#components/catalogue/group-answer.tsx";
import { GroupFacts } from "#components/catalogue/group-facts.tsx";
import { CopyId } from "#components/ui/copy-id.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { requireReader } from "#lib/auth/require-viewer.ts";
import { paths } from "#lib/paths.ts";
import { groupFor } from "#lib/queries/catalogue/group.ts";
import { reachOf } from "#lib/queries/catalogue/reach-of.ts";
import { syncAge } from "#lib/queries/catalogue/sync-age.ts";
import { GonePage } from "../../gone-page.tsx";
import { readMoment } from "../../moment.ts";
import { pathFields } from "../../path-fields.ts";
import { readId } from "../../read-id.ts";
import { RefreshNow } from "../../refresh/refresh-now.tsx";
import { choice, field, placeFields, type SearchParams } from "../../search-params.ts";
import { GroupView, groupViews } from "./views.tsx";

export const metadata: Metadata = { title: "Group" };

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams };

const address = z.object({
  ...placeFields,
  ...pathFields,
  asOf: field,
  view: choice(groupViews),
  by: choice(["account", "path"]),
  status: choice(["ENABLED", "DISABLED"]),
});

export default async function GroupPage({ params, searchParams }: Props) {
  const viewer = await requireReader();
  const id = await readId(params);
  const group = await groupFor(viewer, id);
  if (!group) return <GonePage viewer={viewer} of="group" id={id} searchParams={searchParams} />;
  const query = address.parse(await searchParams);
  const { asOf, view = asOf ? "as-of" : "members", by = "path", status, after, before, ...asked } = query;
  const { now, zone } = await readMoment();
  const [reach, age] = await Promise.all([reachOf(viewer, { groupId: group.id }, now), syncAge(viewer, now)]);
  const tab = (name: (typeof groupViews)[number], label: string, count?: number) => ({
    label,
    ...(count !== undefined && { count }),
    href: paths.group(group.id, { view: name === "members" ? null : name }),
    current: view === name,
  });
  return (
    <>
      <PageHead
        title={group.name}
        crumbs={[{ label: "Groups", href: paths.groups() }]}
        aside={<CopyId value={group.id} of="group id" />}
        sub={group.description}
        actions={<RefreshNow viewer={viewer} kind="group" targetId={group.id} now={now} />}
      />
      <AgeCallout age={age} now={now} zone={zone} />
      <GroupAnswer group={group} reach={reach} />
      <GroupFacts group={group} reach={reach} age={age} now={now} />
      <Tabs
        label="Group"
        tabs={[
          tab("members", "Members", group.members),
          tab("reaches", "What it reaches", reach.accounts),
          tab("changes", "Changes"),
          tab("as-of", "As of a moment"),
        ]}
      />
      <GroupView {...{ view, by, asked, asOf, status, viewer, group, now, zone }} place={{ after, before }} />
    </>
  );
}
