import type { Noun, Staged } from "#lib/core/catalogue/catalogue-rows.ts";
import type { Db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { nounTables } from "./noun-tables.ts";

/** The temporary table that holds what a reading says of a noun. */
export function stagedTable(noun: Noun): string {
  return `reading_${nounTables[noun].table}`;
}

/**
 * Fills a temporary table with the rows that a crawl's parts hold of a noun. An account whose tags were not listed has those that are stored.
 * @param tx the open transaction
 */
export async function stageNoun(tx: Db, crawlId: string, noun: Noun): Promise<void> {
  const { columns, table } = nounTables[noun];
  const staged = Prisma.raw(stagedTable(noun));
  const names = Prisma.raw(columns.map(({ name }) => name).join(", "));
  await tx.$executeRaw`create temporary table ${staged} on commit drop as
    select ${names} from ${Prisma.raw(table)} with no data`;
  const rows = listedRows(crawlId, noun);
  if (noun === "accounts") {
    await tx.$executeRaw`
      insert into ${staged} (${names})
      select r.id, r.name, r.email, r.state, r.parent_id, r.joined_at, coalesce(l.tags, known.tags, '{}')
      from (${rows}) r
      left join (${listedTags(crawlId)}) l on l.account_id = r.id
      left join account known on known.id = r.id`;
  } else {
    await tx.$executeRaw`insert into ${staged} (${names}) ${rows}`;
  }
  await tx.$executeRaw`analyze ${staged}`;
}

/**
 * Adds the pairs of the stored assignments to the provisioned pairs of a reading: an assignment proves its pair, even where the pair map lags.
 * @param isCovered a condition on an assignment `r`
 */
export async function addProvenPairs(tx: Db, isCovered: Prisma.Sql): Promise<void> {
  const staged = Prisma.raw(stagedTable("provisioned"));
  await tx.$executeRaw`
    insert into ${staged} (account_id, permission_set_arn)
    select distinct r.account_id, r.permission_set_arn from assignment r
    where (${isCovered}) and not exists (
      select from ${staged} t where t.account_id = r.account_id and t.permission_set_arn = r.permission_set_arn)`;
  await tx.$executeRaw`analyze ${staged}`;
}

/** A noun's rows as a crawl's parts hold them. */
export function listedRows(crawlId: string, noun: Noun): Prisma.Sql {
  const { key, columns } = nounTables[noun];
  const listed = noun === "accounts" ? columns.filter(({ name }) => name !== "tags") : columns;
  return lastSaid(crawlId, noun, key, listed);
}

function listedTags(crawlId: string): Prisma.Sql {
  return lastSaid(
    crawlId,
    "accountTags",
    ["account_id"],
    [
      { name: "account_id", type: "text", from: "accountId" },
      { name: "tags", type: "jsonb", from: "tags" },
    ],
  );
}

/** A key that is listed twice counts once: the part that was read last says it, and in a part the last row. */
function lastSaid(
  crawlId: string,
  noun: keyof Staged,
  key: readonly string[],
  columns: readonly { name: string; type: string; from: string }[],
): Prisma.Sql {
  const keys = Prisma.raw(key.map((each) => `r.${each}`).join(", "));
  const values = columns.map(({ name, type }) =>
    type === "text[]" ? `coalesce(r.${name}, '{}') as ${name}` : `r.${name}`,
  );
  return Prisma.sql`
    select distinct on (${keys}) ${Prisma.raw(values.join(", "))}
    from sync_part part
    cross join lateral rows from (
      jsonb_to_recordset(part.rows) as (${Prisma.raw(columns.map(({ from, type }) => `"${from}" ${type}`).join(", "))})
    ) with ordinality as r(${Prisma.raw(columns.map(({ name }) => name).join(", "))}, place)
    where part.crawl_id = ${crawlId}::uuid and part.noun = ${noun}
    order by ${keys}, part.read_at desc, part.part desc, r.place desc`;
}
