import { KeyHints } from "#components/ui/key-hints.tsx";
import { Pager } from "#components/ui/pager.tsx";

type ListPagerProps<Row> = {
  page: { rows: readonly Row[]; skipped: number; total: number };
  idOf: (row: Row) => string;
  hrefOf: (place: { after?: string; before?: string }) => string;
};

/** "1 to 25 of 64", and the way to the rows before and after. */
export function ListPager<Row>({ page: { rows, skipped, total }, idOf, hrefOf }: ListPagerProps<Row>) {
  const first = rows.at(0);
  const last = rows.at(-1);
  const to = skipped + rows.length;
  return (
    <Pager
      from={skipped + 1}
      to={to}
      of={total}
      previous={first && skipped > 0 ? hrefOf({ before: idOf(first) }) : null}
      next={last && to < total ? hrefOf({ after: idOf(last) }) : null}
    >
      <KeyHints filters />
    </Pager>
  );
}
