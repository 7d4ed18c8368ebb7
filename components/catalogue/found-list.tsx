import type { ReactNode } from "react";
import { ListPager } from "#components/catalogue/list-pager.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { Chip } from "#components/ui/chip.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { Filters } from "#components/ui/filters.tsx";
import { SearchField } from "#components/ui/search-field.tsx";
import { Section } from "#components/ui/section.tsx";
import { Table } from "#components/ui/table.tsx";
import { formatNumber } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

type FoundListProps<Row> = {
  view: string;
  title: string;
  /** What it means, and what to do about it. */
  means: string;
  /** What is so when there is none. */
  none: string;
  searches: string;
  q: string | undefined;
  page: { rows: readonly Row[]; skipped: number; total: number; unfiltered: number };
  idOf: (row: Row) => string;
  head: ReactNode;
  /** One tr. */
  row: (row: Row) => ReactNode;
};

/** One finding: what it means, and everything it is about, page by page. */
export function FoundList<Row>(props: FoundListProps<Row>) {
  const { view, title, means, none, searches, q, page, idOf, head, row } = props;
  const { total, unfiltered } = page;
  const hrefOf = (filters: Record<string, string | undefined>) => paths.findings({ view, ...filters });
  if (unfiltered === 0) return <Empty title={none}>{means}</Empty>;
  return (
    <Section
      title={title}
      note={
        total === unfiltered ? formatNumber(total) : `${formatNumber(total)} of ${formatNumber(unfiltered)}`
      }
    >
      <p className="max-w-measure pt-3 text-ink-2">{means}</p>
      <Filters>
        <SearchField action={paths.findings()} value={q} label={searches} keeps={{ view }} />
        {q && <Chip field="Has" value={q} removeHref={hrefOf({})} />}
      </Filters>
      {total === 0 ? (
        <Empty title="None is like that." action={<ButtonLink href={hrefOf({})}>Show all</ButtonLink>} />
      ) : (
        <>
          <Table caption={title} head={head} headIs="sticky" fold="blocks" keys>
            {page.rows.map(row)}
          </Table>
          <ListPager page={page} idOf={idOf} hrefOf={(place) => hrefOf({ q, ...place })} />
        </>
      )}
    </Section>
  );
}
