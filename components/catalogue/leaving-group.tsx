import Link from "next/link";
import { AccountName } from "#components/catalogue/accounts-reached-table.tsx";
import { ExportLinks } from "#components/catalogue/export-links.tsx";
import { ListPager } from "#components/catalogue/list-pager.tsx";
import { Cell } from "#components/ui/cell.tsx";
import { Chip } from "#components/ui/chip.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { Filters } from "#components/ui/filters.tsx";
import { HeadCell } from "#components/ui/head-cell.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Say } from "#components/ui/say.tsx";
import { SearchField } from "#components/ui/search-field.tsx";
import { Section } from "#components/ui/section.tsx";
import { SegmentedLinks } from "#components/ui/segmented-links.tsx";
import { Table } from "#components/ui/table.tsx";
import type { AccountReached, Way } from "#lib/core/catalogue/way.ts";
import { count, formatNumber, formatWhen } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

export type LeavingAsked = { q?: string | undefined; leaving?: "ends" | "remains" | undefined };

type LeavingGroupProps = {
  person: { id: string; name: string };
  group: { id: string; name: string };
  leaving: { ends: number; accountsLost: number; remains: number };
  page: { rows: readonly AccountReached[]; skipped: number; total: number };
  asked: LeavingAsked;
  now: Date;
  zone: string;
};

/** What would end if a person left a group, and what something else gives them as well. */
export function LeavingGroup({ person, group, leaving, page, asked, now, zone }: LeavingGroupProps) {
  const hrefOf = (filters: LeavingAsked & { after?: string; before?: string }) =>
    paths.person(person.id, { without: group.id, ...filters });
  const option = (label: string, value: LeavingAsked["leaving"], roles: number) => ({
    label,
    href: hrefOf({ ...asked, leaving: value }),
    current: asked.leaving === value,
    count: roles,
  });
  const head = (
    <>
      <HeadCell width="32%">Account</HeadCell>
      <HeadCell>Roles that {group.name} gives</HeadCell>
    </>
  );
  return (
    <Section
      title={<>Without {group.name}</>}
      note={
        <Link href={paths.person(person.id)} prefetch={false} className="link">
          What {person.name} reaches
        </Link>
      }
    >
      <Say className="py-4">
        If {person.name} left {group.name}, <b>{count(leaving.ends, "role")}</b> would end
        {leaving.accountsLost > 0 && (
          <>
            {" "}
            and <b>{count(leaving.accountsLost, "account")}</b> be out of reach
          </>
        )}
        {leaving.remains > 0 && (
          <>
            ; <b>{formatNumber(leaving.remains)}</b> would remain by another path
          </>
        )}
        .
      </Say>
      <Filters>
        <SearchField
          action={paths.person(person.id)}
          value={asked.q}
          label="Account or id"
          keeps={{ without: group.id, leaving: asked.leaving }}
        />
        <SegmentedLinks
          label="What becomes of it"
          options={[
            option("All", undefined, leaving.ends + leaving.remains),
            option("Ends", "ends", leaving.ends),
            option("Remains", "remains", leaving.remains),
          ]}
        />
        <ExportLinks list="person-accounts" filters={{ id: person.id, without: group.id, ...asked }} />
        {asked.q && <Chip field="Has" value={asked.q} removeHref={hrefOf({ ...asked, q: undefined })} />}
      </Filters>
      {page.total === 0 ? (
        <Empty title="Nothing is like that." />
      ) : (
        <>
          <Table
            caption={`What ${group.name} gives ${person.name}`}
            head={head}
            headIs="sticky"
            fold="blocks"
            keys
          >
            {page.rows.map((account) => (
              <tr key={account.id}>
                <Cell phone="wide" className="align-top">
                  <AccountName account={account} />
                </Cell>
                <Cell phone="wide">
                  <ul>
                    {[...Map.groupBy(account.ways, (way) => way.permissionSetArn).values()].map((ways) => (
                      <RoleLeft
                        key={ways[0]?.permissionSetArn}
                        ways={ways}
                        groupId={group.id}
                        now={now}
                        zone={zone}
                      />
                    ))}
                  </ul>
                </Cell>
              </tr>
            ))}
          </Table>
          <ListPager page={page} idOf={(row) => row.id} hrefOf={(place) => hrefOf({ ...asked, ...place })} />
        </>
      )}
    </Section>
  );
}

type RoleLeftProps = { ways: readonly Way[]; groupId: string; now: Date; zone: string };

/** One role that the group gives: it ends, or it remains by the other ways. */
function RoleLeft({ ways, groupId, now, zone }: RoleLeftProps) {
  const [first] = ways;
  const others = ways.filter((way) => way.principalKind === "user" || way.principalId !== groupId);
  if (!first) return null;
  return (
    <li>
      <Link href={paths.permissionSet(first.permissionSetArn)} prefetch={false} className="font-medium">
        {first.permissionSetName ?? first.permissionSetArn}
      </Link>{" "}
      {others.length === 0 ? (
        <span className="ml-1 font-medium text-state-denied">
          <Icon name="x" size={14} /> ends
        </span>
      ) : (
        <span className="ml-1 text-ink-2">
          <Icon name="check" size={14} /> remains{" "}
          {others.map((way, index) => (
            <span key={`${way.principalKind} ${way.principalId}`}>
              {index > 0 && ", "}
              {way.principalKind === "group" ? `through ${way.principalName ?? way.principalId}` : "direct"}
              {way.grant && ` until ${formatWhen(way.grant.endsAt, now, zone)}`}
            </span>
          ))}
        </span>
      )}
    </li>
  );
}
