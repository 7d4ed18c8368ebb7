import { Prisma } from "#lib/db/generated/client.ts";

/** Where a page of a list begins: after a row or before it, named by the row's id; at the beginning when neither is given. */
export type PagePlace = { after?: string | undefined; before?: string | undefined };

/** How many rows a page of a list holds. */
export const ROWS_ON_A_PAGE = 25;

/** One page of a list, and where it lies in the whole. */
export type Page<Row> = {
  rows: readonly Row[];
  /** Rows that lie before the first one shown. */
  skipped: number;
  /** Rows that the filters leave, over all pages. */
  total: number;
  /** Rows there are without any filter. */
  unfiltered: number;
};

export const emptyPage = { rows: [], skipped: 0, total: 0, unfiltered: 0 } as const;

/**
 * A condition and an order for one page of a list sorted by (name, id), ascending. An anchor that is gone lets the list begin at its beginning.
 * @param table the table of the list, with its columns `id` and `name`
 */
export function keyset(
  { after, before }: PagePlace,
  { table, id, name }: { table: Prisma.Sql; id: Prisma.Sql; name: Prisma.Sql },
): { where: Prisma.Sql; order: Prisma.Sql } {
  const forwards = Prisma.sql`${name}, ${id}`;
  if (after === undefined && before === undefined) return { where: Prisma.sql`true`, order: forwards };
  const anchor = after ?? before;
  const anchorRow = Prisma.sql`(select ${name}, ${id} from ${table} where ${id} = ${anchor})`;
  const isGone = Prisma.sql`not exists (select from ${table} where ${id} = ${anchor})`;
  if (after !== undefined) {
    return { where: Prisma.sql`((${name}, ${id}) > ${anchorRow} or ${isGone})`, order: forwards };
  }
  return {
    where: Prisma.sql`((${name}, ${id}) < ${anchorRow} or ${isGone})`,
    order: Prisma.sql`${name} desc, ${id} desc`,
  };
}

/** The text to look for inside another, as a pattern of `ilike`: what the person typed has no wildcards. */
export function containing(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}
