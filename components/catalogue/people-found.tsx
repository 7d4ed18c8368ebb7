import Link from "next/link";
import { Count } from "#components/catalogue/count.tsx";
import { FoundList } from "#components/catalogue/found-list.tsx";
import { Cell } from "#components/ui/cell.tsx";
import { HeadCell } from "#components/ui/head-cell.tsx";
import { State } from "#components/ui/state.tsx";
import type { PersonStatus } from "#lib/core/catalogue.ts";
import { paths } from "#lib/paths.ts";

type PersonShown = {
  id: string;
  name: string;
  userName: string;
  email: string | null;
  status: PersonStatus;
  groups: number;
  accounts: number;
  direct: number;
};

type PeopleFoundProps = {
  view: "disabled" | "idle-people";
  page: { rows: readonly PersonShown[]; skipped: number; total: number; unfiltered: number };
  q: string | undefined;
};

const words = {
  disabled: {
    title: "Disabled people with access",
    means: "They cannot sign in now; the day they are enabled again, all of it is theirs again.",
    none: "Nobody who is disabled has access left.",
  },
  "idle-people": {
    title: "People without access",
    means: "They may sign in, and reach no account by any path.",
    none: "Everybody reaches something.",
  },
} as const;

/** People whom a finding is about. */
export function PeopleFound({ view, page, q }: PeopleFoundProps) {
  return (
    <FoundList
      view={view}
      {...words[view]}
      searches="Name, user name, mail or id"
      q={q}
      page={page}
      idOf={(row) => row.id}
      head={
        <>
          <HeadCell width="40%">Person</HeadCell>
          <HeadCell>Mail</HeadCell>
          <HeadCell number>Groups</HeadCell>
          <HeadCell number>Accounts</HeadCell>
          <HeadCell number>Own assignments</HeadCell>
        </>
      }
      row={(person) => (
        <tr key={person.id}>
          <Cell phone="wide">
            <span className="flex flex-wrap items-center gap-x-2.5">
              <Link href={paths.person(person.id)} prefetch={false} className="font-strong">
                {person.name}
              </Link>
              {person.status === "DISABLED" && <State is="disabled" />}
            </span>
            <span className="mono block break-all text-ink-3">{person.userName}</span>
          </Cell>
          <Cell quiet phone="hide">
            <span className="break-all">{person.email ?? "–"}</span>
          </Cell>
          <Cell number label="Groups">
            <Count of={person.groups} />
          </Cell>
          <Cell number label="Accounts">
            <Count of={person.accounts} />
          </Cell>
          <Cell number label="Own">
            <Count of={person.direct} />
          </Cell>
        </tr>
      )}
    />
  );
}
