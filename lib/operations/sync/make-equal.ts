import type { Db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";

export type RowChanges = { added: number; changed: number; vanished: number };

export type Equalising = {
  /** The table to write, and the temporary one that holds what it should hold; SQL names of ours. */
  table: string;
  truth: string;
  key: readonly string[];
  columns: readonly string[];
  /** Conditions on a row `r`: which rows may vanish, which are left as they are, and which must not be overwritten. */
  mayVanish: Prisma.Sql;
  isKept: Prisma.Sql;
  isNewer: Prisma.Sql;
  /** Expressions over a row `r` whose values are put down in the table `touched` for every row that is written. */
  touches: Prisma.Sql | null;
};

/**
 * Makes a table equal another one in three statements: what vanished is deleted, what differs updated, what is new inserted.
 * Rows that are equal are not written, not even locked.
 * @param tx the open transaction
 * @returns how many rows it added, changed and deleted
 */
export async function makeEqual(tx: Db, spec: Equalising): Promise<RowChanges> {
  const table = Prisma.raw(spec.table);
  const truth = Prisma.raw(spec.truth);
  const isSame = (other: string) =>
    Prisma.raw(spec.key.map((key) => `${other}.${key} = r.${key}`).join(" and "));
  const rest = spec.columns.filter((column) => !spec.key.includes(column));
  const list = Prisma.raw(spec.columns.join(", "));
  const values = Prisma.raw(spec.columns.map((column) => `r.${column}`).join(", "));
  const vanished = await counting(
    tx,
    spec.touches,
    Prisma.sql`delete from ${table} as r
      where (${spec.mayVanish}) and not (${spec.isKept}) and not (${spec.isNewer})
        and not exists (select from ${truth} t where ${isSame("t")}) returning r.*`,
  );
  const changed =
    rest.length === 0
      ? 0
      : await counting(
          tx,
          spec.touches,
          Prisma.sql`update ${table} as r set ${Prisma.raw(rest.map((column) => `${column} = t.${column}`).join(", "))}
            from ${truth} t
            where ${isSame("t")} and not (${spec.isKept}) and not (${spec.isNewer})
              and (${Prisma.raw(rest.map((column) => `r.${column}`).join(", "))})
                is distinct from (${Prisma.raw(rest.map((column) => `t.${column}`).join(", "))}) returning r.*`,
        );
  const added = await counting(
    tx,
    spec.touches,
    Prisma.sql`insert into ${table} as r (${list}) select ${values} from ${truth} r
      where not (${spec.isKept}) and not exists (select from ${table} known where ${isSame("known")}) returning r.*`,
  );
  return { added, changed, vanished };
}

async function counting(tx: Db, touches: Prisma.Sql | null, statement: Prisma.Sql): Promise<number> {
  if (touches === null) {
    const plain = Prisma.sql`with written as (${statement}) select count(*)::int as count from written`;
    const [row] = await tx.$queryRaw<{ count: number }[]>(plain);
    return row?.count ?? 0;
  }
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    with written as (${statement}),
    noted as (insert into touched select ${touches} from written r)
    select count(*)::int as count from written`;
  return row?.count ?? 0;
}
