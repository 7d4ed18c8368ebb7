import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { AgeCallout } from "#components/catalogue/catalogue-age.tsx";
import { GroupFacts } from "#components/catalogue/group-facts.tsx";
import { GroupMembers } from "#components/catalogue/group-members.tsx";
import { GroupWays } from "#components/catalogue/group-ways.tsx";
import { CopyId } from "#components/ui/copy-id.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { requireReader } from "#lib/auth/require-viewer.ts";
import { paths } from "#lib/paths.ts";
import { groupFor, membersOfGroup, waysOfGroup } from "#lib/queries/catalogue/group.ts";
import { syncAge } from "#lib/queries/catalogue/sync-age.ts";
import { readMoment } from "../../moment.ts";
import { readId } from "../../read-id.ts";
import { choice, type SearchParams } from "../../search-params.ts";

export const metadata: Metadata = { title: "Group" };

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams };

export default async function GroupPage({ params, searchParams }: Props) {
  const viewer = await requireReader();
  const group = await groupFor(viewer, await readId(params));
  if (!group) notFound();
  const { view = "members" } = z.object({ view: choice(["members", "reaches"]) }).parse(await searchParams);
  const { now, zone } = await readMoment();
  const [members, ways, age] = await Promise.all([
    membersOfGroup(viewer, group.id),
    waysOfGroup(viewer, group.id),
    syncAge(viewer, now),
  ]);
  const href = (name?: string) => paths.group(group.id, { view: name });
  return (
    <>
      <PageHead
        title={group.name}
        crumbs={[{ label: "Groups", href: paths.groups() }]}
        aside={<CopyId value={group.id} of="group id" />}
        sub={group.description}
      />
      <AgeCallout age={age} now={now} zone={zone} />
      <GroupFacts members={members} ways={ways} age={age} now={now} />
      <Tabs
        label="Group"
        tabs={[
          { label: "Members", href: href(), current: view === "members", count: members.length },
          { label: "What it reaches", href: href("reaches"), current: view === "reaches", count: ways.total },
        ]}
      />
      {view === "members" ? (
        <GroupMembers members={members} now={now} zone={zone} />
      ) : (
        <GroupWays name={group.name} ways={ways} now={now} zone={zone} />
      )}
    </>
  );
}
