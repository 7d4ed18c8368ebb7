import { readAsked } from "#app/(console)/as-of-view.tsx";
import { AsOfBanner, sayMoment } from "#components/catalogue/as-of-banner.tsx";
import { AsOfForm } from "#components/catalogue/as-of-form.tsx";
import { nounWords } from "#components/catalogue/change-words.ts";
import { Cell } from "#components/ui/cell.tsx";
import { HeadCell } from "#components/ui/head-cell.tsx";
import { Section } from "#components/ui/section.tsx";
import { Table } from "#components/ui/table.tsx";
import type { Viewer } from "#lib/core/viewer.ts";
import { formatNumber } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";
import { countsAsOf } from "#lib/queries/catalogue/as-of/counts-as-of.ts";

type CountsThenProps = { viewer: Viewer; asOf: string | undefined; now: Date; zone: string };

/** The organisation at a moment that the reader chooses, against now. */
export async function CountsThen({ viewer, asOf, now, zone }: CountsThenProps) {
  const moment = asOf === undefined ? null : await readAsked(viewer, asOf, { now, zone });
  const counts = moment?.is === "known" ? await countsAsOf(viewer, moment.at) : null;
  return (
    <Section title="The organisation at a moment" soft>
      <div className="my-3">
        <AsOfForm action={paths.changes()} value={asOf} zone={zone} />
      </div>
      {moment && <AsOfBanner moment={moment} nowHref={paths.changes()} now={now} zone={zone} />}
      {moment?.is === "known" && counts && (
        <Table
          caption={`The organisation on ${sayMoment(moment.at, zone)} and now`}
          head={
            <>
              <HeadCell>There were</HeadCell>
              <HeadCell number>Then</HeadCell>
              <HeadCell number>Now</HeadCell>
              <HeadCell number>Difference</HeadCell>
            </>
          }
        >
          {counts.map(({ noun, then, now: present }) => (
            <tr key={noun}>
              <Cell heads>{nounWords(noun)}</Cell>
              <Cell number>{formatNumber(then)}</Cell>
              <Cell number>{formatNumber(present)}</Cell>
              <Cell number quiet>
                {present > then ? "+" : ""}
                {formatNumber(present - then)}
              </Cell>
            </tr>
          ))}
        </Table>
      )}
    </Section>
  );
}
