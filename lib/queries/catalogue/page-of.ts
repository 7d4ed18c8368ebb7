import { Prisma } from "#lib/db/generated/client.ts";
import { type PagePlace, ROWS_ON_A_PAGE } from "./keyset.ts";

/** A page's place; `all` leaves no row out, for a file. */
export type PageAsked = PagePlace & { all?: boolean | undefined };

/**
 * The common table expressions `picked` and `sums`, to stand after `matching`: one page of it in the order of its columns
 * (sort, id), and how many rows `matching` has in all (`total`) and before the page (`skipped`).
 * An anchor that is gone lets the page begin at the beginning.
 */
export function pageOfMatching({ after, before, all }: PageAsked): Prisma.Sql {
  return Prisma.sql`
    picked as materialized (
      select m.* from matching m where ${beginning({ after, before })}
      order by ${after === undefined && before !== undefined ? Prisma.sql`m.sort desc, m.id desc` : Prisma.sql`m.sort, m.id`}
      limit ${all ? null : ROWS_ON_A_PAGE}
    ),
    sums as (
      select count(*)::int as total, (count(*) filter (
        where (m.sort, m.id) < (select first.sort, first.id from picked first order by first.sort, first.id limit 1)))::int as skipped
      from matching m
    )`;
}

function beginning({ after, before }: PagePlace): Prisma.Sql {
  const anchor = after ?? before;
  if (anchor === undefined) return Prisma.sql`true`;
  const place = Prisma.sql`(select anchor.sort, anchor.id from matching anchor where anchor.id = ${anchor})`;
  const isGone = Prisma.sql`not exists (select from matching anchor where anchor.id = ${anchor})`;
  return after !== undefined
    ? Prisma.sql`((m.sort, m.id) > ${place} or ${isGone})`
    : Prisma.sql`((m.sort, m.id) < ${place} or ${isGone})`;
}
