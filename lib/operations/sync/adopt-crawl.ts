import { z } from "zod";
import type { Db } from "#lib/db/client.ts";
import type { Depth } from "./reading-settings.ts";

/** The crawl that a run reads into: its own, or what an earlier run that did not end has left. */
export type AdoptedCrawl = {
  id: string;
  /** When its first part was asked for. */
  since: Date;
  /** What the earlier runs had to say about AWS. */
  notes: readonly string[];
};

const noted = z.object({ notes: z.array(z.string()) }).catch({ notes: [] });

/** Parts that are older than this are read again. */
const GOES_ON_FOR_HOURS = 6;

/**
 * The crawl that a run goes on from: the one of the last run that did not end, when it began lately, went at least as deep as is wanted and
 * its parts are still there; a new one otherwise. The crawls of other runs are removed, so that nobody goes back to them.
 * @returns the crawl, how deep it goes, and what the earlier run was to accept
 */
export async function adoptCrawl(
  tx: Db,
  wanted: { runId: string; depth: Depth; now: Date },
): Promise<AdoptedCrawl & { depth: Depth; accepts: unknown }> {
  const { runId, depth, now } = wanted;
  const [left] = await tx.$queryRaw<
    { id: string; since: Date; depth: Depth; accepts: unknown; progress: unknown }[]
  >`
    select r.crawl_id as id, r.reads_since as since, r.depth::text as depth, r.accepts, r.progress
    from sync_run r
    where r.state = 'failed' and r.reads_since > ${hoursBefore(now)}::timestamptz
      and (r.depth = 'thorough' or ${depth} = 'routine')
      and exists (select from sync_part p where p.crawl_id = r.crawl_id)
    order by r.finished_at desc limit 1`;
  await tx.$executeRaw`
    delete from sync_part
    where read_at < ${hoursBefore(now)}::timestamptz
      or crawl_id in (select crawl_id from sync_run where crawl_id is distinct from ${left?.id ?? null}::uuid)`;
  if (!left) return { id: runId, since: now, notes: [], depth, accepts: null };
  const { progress, ...crawl } = left;
  return { ...crawl, notes: noted.parse(progress).notes };
}

/** Removes a crawl that has served, or that nobody may go on from. */
export async function dropCrawl(tx: Db, crawlId: string): Promise<void> {
  await tx.$executeRaw`delete from sync_part where crawl_id = ${crawlId}::uuid`;
}

function hoursBefore(now: Date): Date {
  return new Date(now.getTime() - GOES_ON_FOR_HOURS * 3_600_000);
}
