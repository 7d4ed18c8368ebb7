import type { ReactNode } from "react";
import { countOfNoun } from "#components/catalogue/change-words.ts";
import { ChangesTable } from "#components/catalogue/changes-table.tsx";
import { KeyHints } from "#components/ui/key-hints.tsx";
import { Note } from "#components/ui/note.tsx";
import { Pager } from "#components/ui/pager.tsx";
import { When } from "#components/ui/when.tsx";
import type { ChangesPage, FirstRead } from "#lib/core/catalogue/change.ts";
import { listNames } from "#lib/format.ts";

type ChangesListProps = {
  page: ChangesPage;
  hrefOf: (place: { after?: string; before?: string }) => string;
  /** Instead of the table when nothing changed. */
  empty: ReactNode;
  now: Date;
  zone: string;
};

/** One page of changes, the way on, and at the very end the first read of all. */
export function ChangesList({ page, hrefOf, empty, now, zone }: ChangesListProps) {
  const { rows, total, skipped, previous, next, firstRead } = page;
  return (
    <>
      {rows.length === 0 ? (
        empty
      ) : (
        <>
          <ChangesTable changes={rows} now={now} zone={zone} />
          <Pager
            from={skipped.value + 1}
            to={skipped.value + rows.length}
            of={total.isMore || skipped.isMore ? null : total.value}
            previous={previous && hrefOf({ before: previous })}
            next={next && hrefOf({ after: next })}
          >
            <KeyHints />
          </Pager>
        </>
      )}
      {firstRead && <FirstReadLine firstRead={firstRead} now={now} zone={zone} />}
    </>
  );
}

function FirstReadLine({
  firstRead: { at, rows },
  now,
  zone,
}: {
  firstRead: FirstRead;
  now: Date;
  zone: string;
}) {
  return (
    <Note>
      First read, <When at={at} now={now} zone={zone} />:{" "}
      {listNames(rows.map(({ noun, value }) => countOfNoun(noun, value)))} stood then.
    </Note>
  );
}
