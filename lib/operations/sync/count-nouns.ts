import type { Counts, Noun } from "#lib/core/catalogue/catalogue-rows.ts";
import type { Db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { nounsInOrder, nounTables } from "./noun-tables.ts";
import { listedRows } from "./stage-noun.ts";

/** How many rows of each noun a crawl's parts hold, a key that is listed twice counted once, and the pairs that assignments prove. */
export async function stagedCounts(tx: Db, crawlId: string): Promise<Counts> {
  const rows = (noun: Noun) => (noun === "provisioned" ? pairs(crawlId) : listedRows(crawlId, noun));
  return count(tx, rows);
}

/** How many rows of each noun are stored. */
export async function storedCounts(tx: Db): Promise<Counts> {
  return count(tx, (noun) => Prisma.sql`select from ${Prisma.raw(nounTables[noun].table)}`);
}

function pairs(crawlId: string): Prisma.Sql {
  return Prisma.sql`
    select account_id, permission_set_arn from (${listedRows(crawlId, "provisioned")}) listed
    union select account_id, permission_set_arn from (${listedRows(crawlId, "assignments")}) proven`;
}

async function count(tx: Db, rowsOf: (noun: Noun) => Prisma.Sql): Promise<Counts> {
  const counts = nounsInOrder.map(
    (noun) =>
      Prisma.sql`(select count(*)::int from (${rowsOf(noun)}) as listed) as ${Prisma.raw(`"${noun}"`)}`,
  );
  const [row] = await tx.$queryRaw<Counts[]>`select ${Prisma.join(counts, ", ")}`;
  if (!row) throw new Error("Counting rows gave no answer.");
  return row;
}
