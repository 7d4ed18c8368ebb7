import { randomUUID } from "node:crypto";
import pg from "pg";
import { createTestDatabase } from "#demo/postgres/testing/create-test-database.ts";
import type { Noun, Staged } from "#lib/core/catalogue/catalogue-rows.ts";
import type { ChangeCounts } from "#lib/core/catalogue/change-counts.ts";
import { closeDb, type Db, db } from "#lib/db/client.ts";
import { applyReading, type Scope } from "./apply-reading.ts";
import { nounsInOrder } from "./noun-tables.ts";

type Told = {
  scope?: Scope;
  nouns?: readonly Noun[];
  now: Date;
  since?: Date;
  /** The run or refresh that saw it. */
  runId?: string;
  /** Something to look at while the reading's transaction is open. */
  before?: (tx: Db) => Promise<void>;
};

/** For tests: a database of its own, and readings whose rows the test says. */
export async function setReadingStage() {
  const database = await createTestDatabase();
  process.env.DATABASE_URL = database.urls.worker;
  const owner = new pg.Client({ connectionString: database.urls.owner, options: "-c timezone=UTC" });
  await owner.connect();
  const sql = async (text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> =>
    (await owner.query<Record<string, unknown>>(text, values)).rows;

  /** Puts rows down as parts of a crawl, a few in each. */
  async function crawl(rows: Partial<Staged>): Promise<string> {
    const crawlId = randomUUID();
    for (const [noun, all] of Object.entries(rows)) {
      for (let from = 0; from === 0 || from < all.length; from += 7) {
        const part = JSON.stringify(all.slice(from, from + 7));
        await sql(
          "insert into sync_part (crawl_id, noun, part, rows, read_at) values ($1, $2, $3, $4, now())",
          [crawlId, noun, `from ${String(from).padStart(6, "0")}`, part],
        );
      }
    }
    return crawlId;
  }

  return {
    sql,
    crawl,
    urls: database.urls,
    /** Applies a reading of these rows, of all nouns and of everything unless told. */
    async apply(rows: Partial<Staged>, told: Told): Promise<ChangeCounts> {
      const crawlId = await crawl(rows);
      const {
        scope = { kind: "everything" },
        nouns = nounsInOrder,
        now,
        since = now,
        before,
        runId = randomUUID(),
      } = told;
      return db().$transaction(async (tx) => {
        const changes = await applyReading(tx, { crawlId, runId, now, since, scope, nouns });
        await before?.(tx);
        return changes;
      });
    },
    async end(): Promise<void> {
      await closeDb();
      await owner.end();
      await database.drop();
    },
  };
}
