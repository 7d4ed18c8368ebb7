import Link from "next/link";
import { ExportLinks } from "#components/catalogue/export-links.tsx";
import { ListPager } from "#components/catalogue/list-pager.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { Cell } from "#components/ui/cell.tsx";
import { Chip } from "#components/ui/chip.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { Filters } from "#components/ui/filters.tsx";
import { HeadCell } from "#components/ui/head-cell.tsx";
import { SearchField } from "#components/ui/search-field.tsx";
import { SegmentedLinks } from "#components/ui/segmented-links.tsx";
import { State } from "#components/ui/state.tsx";
import { Table } from "#components/ui/table.tsx";
import { When } from "#components/ui/when.tsx";
import type { PersonStatus } from "#lib/core/catalogue.ts";
import { paths } from "#lib/paths.ts";

export type MembersAsked = { q?: string | undefined; status?: "ENABLED" | "DISABLED" | undefined };

type GroupMembersProps = {
  group: { id: string; members: number };
  page: {
    rows: readonly {
      id: string;
      name: string;
      userName: string;
      email: string | null;
      status: PersonStatus;
      since: Date;
    }[];
    skipped: number;
    total: number;
  };
  asked: MembersAsked;
  now: Date;
  zone: string;
};

/** The people in a group, by name. */
export function GroupMembers({ group, page, asked, now, zone }: GroupMembersProps) {
  const hrefOf = (filters: MembersAsked & { after?: string; before?: string }) =>
    paths.group(group.id, filters);
  const isFiltered = asked.q !== undefined || asked.status !== undefined;
  if (page.total === 0 && !isFiltered) return <Empty title="Nobody is in this group." />;
  const option = (label: string, status: MembersAsked["status"]) => ({
    label,
    href: hrefOf({ ...asked, status }),
    current: asked.status === status,
  });
  return (
    <>
      <Filters>
        <SearchField
          action={hrefOf({})}
          value={asked.q}
          label="Name, user name or mail"
          keeps={{ status: asked.status }}
        />
        <SegmentedLinks
          label="Status"
          options={[
            option("Everybody", undefined),
            option("Enabled", "ENABLED"),
            option("Disabled", "DISABLED"),
          ]}
        />
        <ExportLinks list="group-members" filters={{ id: group.id, ...asked }} />
        {asked.q && <Chip field="Has" value={asked.q} removeHref={hrefOf({ ...asked, q: undefined })} />}
      </Filters>
      {page.total === 0 ? (
        <Empty
          title="No member is like that."
          action={<ButtonLink href={hrefOf({})}>Show everybody</ButtonLink>}
        />
      ) : (
        <>
          <MembersTable rows={page.rows} now={now} zone={zone} />
          <ListPager page={page} idOf={(row) => row.id} hrefOf={(place) => hrefOf({ ...asked, ...place })} />
        </>
      )}
    </>
  );
}

function MembersTable({
  rows,
  now,
  zone,
}: { rows: GroupMembersProps["page"]["rows"] } & Pick<GroupMembersProps, "now" | "zone">) {
  const head = (
    <>
      <HeadCell width="34%">Person</HeadCell>
      <HeadCell>User name</HeadCell>
      <HeadCell>Mail</HeadCell>
      <HeadCell>First seen in it</HeadCell>
    </>
  );
  return (
    <Table caption="Members" head={head} headIs="sticky" fold="blocks" keys>
      {rows.map((member) => (
        <tr key={member.id}>
          <Cell phone="wide">
            <span className="flex flex-wrap items-center gap-x-2.5">
              <Link href={paths.person(member.id)} prefetch={false} className="font-strong">
                {member.name}
              </Link>
              {member.status === "DISABLED" && <State is="disabled" />}
            </span>
          </Cell>
          <Cell phone="hide">
            <span className="mono break-all text-ink-3">{member.userName}</span>
          </Cell>
          <Cell quiet phone="wide">
            <span className="break-all">{member.email ?? "–"}</span>
          </Cell>
          <Cell quiet nowrap phone="hide">
            <When at={member.since} now={now} zone={zone} />
          </Cell>
        </tr>
      ))}
    </Table>
  );
}
