import Link from "next/link";
import { Count } from "#components/catalogue/count.tsx";
import { FoundList } from "#components/catalogue/found-list.tsx";
import { Cell } from "#components/ui/cell.tsx";
import { HeadCell } from "#components/ui/head-cell.tsx";
import { paths } from "#lib/paths.ts";

type SetShown = {
  arn: string;
  id: string;
  name: string;
  accounts: number;
  assignments: number;
  rules: number;
};

type SetsFoundProps = {
  page: { rows: readonly SetShown[]; skipped: number; total: number; unfiltered: number };
  q: string | undefined;
};

/** Permission sets that nobody uses. */
export function SetsFound({ page, q }: SetsFoundProps) {
  return (
    <FoundList
      view="unused-sets"
      title="Unused permission sets"
      means="They are provisioned nowhere, or where they are, nobody holds them. One that a rule offers may be waiting to be asked for."
      none="Every permission set is held by somebody."
      searches="Name or id"
      q={q}
      page={page}
      idOf={(row) => row.arn}
      head={
        <>
          <HeadCell width="44%">Permission set</HeadCell>
          <HeadCell number>Provisioned in</HeadCell>
          <HeadCell number>Assignments</HeadCell>
          <HeadCell number>Rules that offer it</HeadCell>
        </>
      }
      row={(set) => (
        <tr key={set.arn}>
          <Cell phone="wide">
            <Link href={paths.permissionSet(set.arn)} prefetch={false} className="font-strong">
              {set.name}
            </Link>
            <span className="mono block text-ink-3">{set.id}</span>
          </Cell>
          <Cell number label="Accounts">
            <Count of={set.accounts} />
          </Cell>
          <Cell number label="Assignments">
            <Count of={set.assignments} />
          </Cell>
          <Cell number label="Rules">
            <Count of={set.rules} />
          </Cell>
        </tr>
      )}
    />
  );
}
