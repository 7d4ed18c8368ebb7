import Link from "next/link";
import { Cell } from "#components/ui/cell.tsx";
import { HeadCell } from "#components/ui/head-cell.tsx";
import { State } from "#components/ui/state.tsx";
import { Table } from "#components/ui/table.tsx";
import type { PersonReaching } from "#lib/core/catalogue/way.ts";
import { formatWhen } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

type PeopleReachingTableProps = { people: readonly PersonReaching[]; now: Date; zone: string };

/** Everybody who reaches the account by name, each with every role they have there and how they come to it. */
export function PeopleReachingTable({ people, now, zone }: PeopleReachingTableProps) {
  const head = (
    <>
      <HeadCell width="28%">Person</HeadCell>
      <HeadCell>Roles, and how they come to them</HeadCell>
    </>
  );
  return (
    <Table caption="People who reach the account" head={head} headIs="sticky" fold="blocks" keys>
      {people.map((person) => (
        <tr key={person.id}>
          <Cell phone="wide">
            <span className="flex flex-wrap items-center gap-x-2.5">
              <Link href={paths.person(person.id)} prefetch={false} className="font-strong wrap-anywhere">
                {person.name}
              </Link>
              {person.status === "DISABLED" && <State is="disabled" />}
            </span>
          </Cell>
          <Cell phone="wide">
            <ul className="max-wide:mt-0.75">
              {person.by.map((way) => (
                <li key={`${way.permissionSetArn} ${way.groupId ?? ""}`}>
                  <Link
                    href={paths.permissionSet(way.permissionSetArn)}
                    prefetch={false}
                    className="font-medium wrap-anywhere"
                  >
                    {way.permissionSetName ?? way.permissionSetArn}
                  </Link>{" "}
                  <span className="text-ink-2">
                    {way.groupId === null ? (
                      "direct"
                    ) : (
                      <>
                        through{" "}
                        <Link href={paths.group(way.groupId)} prefetch={false} className="text-ink">
                          {way.groupName ?? way.groupId}
                        </Link>
                      </>
                    )}
                    {way.endsAt && (
                      <span className="font-medium text-state-temporary">
                        , ends {formatWhen(way.endsAt, now, zone)}
                      </span>
                    )}
                  </span>
                </li>
              ))}
            </ul>
          </Cell>
        </tr>
      ))}
    </Table>
  );
}
