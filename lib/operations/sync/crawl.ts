import type { Staged } from "#lib/core/catalogue/catalogue-rows.ts";
import type { OrganisationalUnit } from "#lib/core/catalogue.ts";
import { db } from "#lib/db/client.ts";
import { fromTheStart } from "./from-the-start.ts";
import type { RunProgress } from "./run-progress.ts";
import { storableJson } from "./storable-json.ts";
import { wholeList } from "./whole-list.ts";

/** What the parts of a crawl hold: rows of the catalogue, and lists that only the reading itself goes by. */
type Rows = Staged & {
  unitChildren: readonly OrganisationalUnit[];
  permissionSetArns: readonly { arn: string }[];
};

export type PartNoun = keyof Rows;

/** Which crawl, and who may write to it: a run that is still running at this worker. */
export type CrawlOf = { id: string; runId: string; workerId: string };

const FLUSH_AT_PARTS = 100;
const FLUSH_AT_CHARACTERS = 500_000;
const FLUSH_EVERY_MS = 500;
const ROWS_OF_A_PIECE = 1_000;

/** The last piece of a listing that is kept in pieces: only with it is the listing whole. */
const LAST_PIECE = "end";

/**
 * A crawl of AWS, kept in Postgres part by part. A finished part, the rows of one listing, is written once, and a run that goes on from
 * the crawl does not read it again. Parts are written many at a time: what half a second brought is what a dying worker loses.
 */
export class Crawl {
  readonly #of: CrawlOf;
  readonly #progress: RunProgress;
  readonly #finished: Map<string, Set<string>>;
  readonly #timer: NodeJS.Timeout;
  #waiting: string[] = [];
  #waitingCharacters = 0;
  #writing: Promise<void> = Promise.resolve();
  #isClosed = false;

  private constructor(of: CrawlOf, progress: RunProgress, finished: Map<string, Set<string>>) {
    this.#of = of;
    this.#progress = progress;
    this.#finished = finished;
    this.#timer = setInterval(() => {
      this.flush().catch(() => {
        // Whoever writes next, or ends the crawl, meets the same failure.
      });
    }, FLUSH_EVERY_MS);
  }

  /** Takes up a crawl where it stands; one without parts begins. */
  static async takeUp(of: CrawlOf, progress: RunProgress): Promise<Crawl> {
    const kept = await db().$queryRaw<{ noun: string; part: string }[]>`
      select noun, part from sync_part where crawl_id = ${of.id}::uuid`;
    const finished = new Map<string, Set<string>>();
    for (const { noun, part } of kept) partsOf(finished, noun).add(part);
    progress.keeps(kept.length);
    return new Crawl(of, progress, finished);
  }

  get id(): string {
    return this.#of.id;
  }

  /** Parts that it found or took in: as many as the database must hold for the crawl to be whole. */
  get size(): number {
    return [...this.#finished.values()].reduce((sum, parts) => sum + parts.size, 0);
  }

  has(noun: PartNoun, part: string): boolean {
    return partsOf(this.#finished, noun).has(part);
  }

  hasListing(noun: PartNoun): boolean {
    return this.has(noun, LAST_PIECE);
  }

  /** Takes in a finished part; waits for the database when much is waiting to be written. */
  async keep<N extends PartNoun>(noun: N, part: string, rows: readonly Rows[N][number][]): Promise<void> {
    if (this.#isClosed) throw new Error("The crawl is closed.");
    const { json, isAltered } = storableJson({ noun, part, rows });
    if (isAltered)
      this.#progress.note("Some text holds characters that cannot be stored; they show as \uFFFD.");
    partsOf(this.#finished, noun).add(part);
    this.#progress.read(rows.length);
    this.#waiting.push(json);
    this.#waitingCharacters += json.length;
    const isMuch = this.#waiting.length >= FLUSH_AT_PARTS || this.#waitingCharacters >= FLUSH_AT_CHARACTERS;
    if (isMuch) await this.flush();
  }

  /** Reads a listing as one part, unless that is finished. What it lists being gone is a part without rows. */
  async keepPart<N extends PartNoun>(
    noun: N,
    part: string,
    list: () => AsyncIterable<Rows[N][number]>,
  ): Promise<void> {
    if (!this.has(noun, part)) await this.keep(noun, part, await wholeList(list));
  }

  /** Reads a long listing as pieces, unless all of them are finished; one that is half there begins anew. */
  async keepListing<N extends PartNoun>(noun: N, list: () => AsyncIterable<Rows[N][number]>): Promise<void> {
    if (this.hasListing(noun)) return;
    await fromTheStart(async () => {
      await this.#forget(noun);
      let rows: Rows[N][number][] = [];
      for await (const row of list()) {
        rows.push(row);
        if (rows.length < ROWS_OF_A_PIECE) continue;
        await this.keep(noun, String(partsOf(this.#finished, noun).size), rows);
        rows = [];
      }
      await this.keep(noun, LAST_PIECE, rows);
    });
  }

  /** Writes what is waiting, in one statement. */
  flush(): Promise<void> {
    const parts = this.#waiting;
    this.#waiting = [];
    this.#waitingCharacters = 0;
    if (parts.length > 0) this.#writing = this.#writing.then(() => this.#write(parts));
    return this.#writing;
  }

  /** Takes nothing in any more, and writes the last parts. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#timer);
    await this.flush();
  }

  async #write(parts: readonly string[]): Promise<void> {
    const { id, runId, workerId } = this.#of;
    await db().$executeRaw`
      insert into sync_part (crawl_id, noun, part, rows, read_at)
      select ${id}::uuid, p.noun, p.part, p.rows, gatehouse_now()
      from jsonb_to_recordset(${`[${parts.join(",")}]`}::jsonb) as p(noun text, part text, rows jsonb)
      where exists (
        select from sync_run where id = ${runId}::uuid and state = 'running' and worker_id = ${workerId})
      on conflict do nothing`;
  }

  async #forget(noun: PartNoun): Promise<void> {
    if (partsOf(this.#finished, noun).size === 0) return;
    const { id, runId, workerId } = this.#of;
    await this.flush();
    await db().$executeRaw`
      delete from sync_part where crawl_id = ${id}::uuid and noun = ${noun} and exists (
        select from sync_run where id = ${runId}::uuid and state = 'running' and worker_id = ${workerId})`;
    this.#finished.delete(noun);
  }
}

function partsOf(finished: Map<string, Set<string>>, noun: string): Set<string> {
  const parts = finished.get(noun) ?? new Set<string>();
  finished.set(noun, parts);
  return parts;
}
