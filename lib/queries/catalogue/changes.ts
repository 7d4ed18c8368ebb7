import type { Change, ChangeKind, ChangeNoun } from "#lib/core/catalogue/change.ts";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { namesFor } from "./change-names.ts";
import { parsePlace, writePlace } from "./change-place.ts";
import type { ChangesAbout } from "./change-sources.ts";
import {
  beyond,
  type ChangePlace,
  type ChangeStream,
  changeStreams,
  type ReadChange,
} from "./change-streams.ts";
import { type CountedChanges, countChanges } from "./count-changes.ts";
import { type FirstRead, firstReadAt, tellFirstRead } from "./first-read.ts";
import { ROWS_ON_A_PAGE } from "./keyset.ts";
import { toChange } from "./read-change.ts";

export type ChangeFilters = ChangesAbout & {
  from?: Date | undefined;
  /** Exclusive. */
  to?: Date | undefined;
  noun?: ChangeNoun | undefined;
  kind?: ChangeKind | undefined;
  /** Only what changed in AWS without us. */
  driftOnly?: boolean | undefined;
  /** The id of a sync run or a refresh: what it saw otherwise. */
  run?: string | undefined;
  /** Where the page begins, as `previous` and `next` of another page say; anything else begins at the newest. */
  after?: string | undefined;
  before?: string | undefined;
};

export type ChangesPage = {
  /** The newest first. */
  rows: readonly Change[];
  counts: CountedChanges;
  /** The one line for the first read there ever was; null before the last page, and where the filters leave it out. */
  firstRead: FirstRead | null;
  /** When that was; null before it. */
  firstReadAt: Date | null;
  previous: string | null;
  next: string | null;
};

const nothing: ChangesPage = {
  rows: [],
  counts: { byNoun: [], before: { value: 0, isMore: false } },
  firstRead: null,
  firstReadAt: null,
  previous: null,
  next: null,
};

/**
 * One page of what reads of AWS saw otherwise than the reads before. Nobody but readers gets any.
 * A change is known at the moment of the run that saw it.
 */
export async function changesFor(viewer: Viewer, filters: ChangeFilters): Promise<ChangesPage> {
  if (!mayReadEverything(viewer)) return nothing;
  const first = await firstReadAt();
  if (first === null) return nothing;
  const during = filters.run === undefined ? {} : await momentsOf(filters.run);
  if (during === null) return { ...nothing, firstReadAt: first };
  const asked = {
    ...filters,
    firstReadAt: first,
    from: latest(filters.from, during.from),
    to: earliest(filters.to, during.to),
    noun: filters.noun,
    kind: filters.kind,
    driftOnly: filters.driftOnly ?? false,
    run: filters.run,
  };
  const place = parsePlace(filters.after ?? filters.before);
  const backwards = place !== undefined && filters.after === undefined;
  const [read, counts] = await Promise.all([
    readPage(changeStreams(asked), place, backwards),
    countChanges(asked, place),
  ]);
  const kept = read.slice(0, ROWS_ON_A_PAGE);
  if (backwards) kept.reverse();
  const names = await namesFor(kept);
  const rows = kept.map((row) => toChange(row, names));
  const [newest, oldest] = [kept.at(0), kept.at(-1)];
  const hasMore = read.length > ROWS_ON_A_PAGE;
  const hasNewer = backwards ? hasMore : place !== undefined;
  const hasOlder = backwards || hasMore;
  return {
    rows,
    counts,
    firstRead: hasOlder ? null : await tellFirstRead(asked),
    firstReadAt: first,
    previous: newest && hasNewer ? writePlace(newest) : null,
    next: oldest && hasOlder ? writePlace(oldest) : null,
  };
}

async function readPage(
  streams: readonly ChangeStream[],
  place: ChangePlace | undefined,
  backwards: boolean,
): Promise<ReadChange[]> {
  if (streams.length === 0) return [];
  const parts = streams.map((stream) => readStream(stream, place, backwards));
  const order = backwards
    ? Prisma.sql`at asc, stream desc, key collate "C" desc`
    : Prisma.sql`at desc, stream asc, key collate "C" asc`;
  return db().$queryRaw<ReadChange[]>`
    select * from (${Prisma.join(parts, " union all ")}) c order by ${order} limit ${ROWS_ON_A_PAGE + 1}`;
}

function readStream(stream: ChangeStream, place: ChangePlace | undefined, backwards: boolean): Prisma.Sql {
  const { source, at, table, where, noun, moment, number, origin } = stream;
  const begun = moment === "begun";
  const further = beyond(stream, place, backwards);
  const before =
    begun && source.sameThing
      ? Prisma.sql`(select to_jsonb(w) from ${source.past} w where ${source.sameThing} and w.valid_to = v.valid_from limit 1)`
      : Prisma.sql`null::jsonb`;
  return Prisma.sql`(
    select ${at} as at, ${number}::int as stream, ${source.key} as key, ${noun}::text as noun, ${moment}::text as moment,
      ${begun ? Prisma.sql`v.from_run_id` : Prisma.sql`v.to_run_id`}::text as "runId",
      to_jsonb(v) as row, ${before} as before, ${origin} as origin
    from ${table} v where ${where} and ${further.where}
    order by ${further.order} limit ${ROWS_ON_A_PAGE + 1})`;
}

const HOUR_MS = 3_600_000;

/** Between which moments a run wrote what it saw; null when no run has that id. */
async function momentsOf(runId: string): Promise<{ from?: Date; to?: Date } | null> {
  const [run] = await db().$queryRaw<{ from: Date | null; to: Date | null }[]>`
    select coalesce(started_at, asked_at) as "from", finished_at as "to" from sync_run where id = ${runId}::uuid
    union all
    select coalesce(started_at, asked_at), finished_at from refresh where id = ${runId}::uuid`;
  if (!run?.from) return null;
  // The index knows moments and no runs: an hour around the run leaves few other rows to look at.
  return {
    from: new Date(run.from.getTime() - HOUR_MS),
    ...(run.to && { to: new Date(run.to.getTime() + HOUR_MS) }),
  };
}

function latest(a: Date | undefined, b: Date | undefined): Date | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a > b ? a : b;
}

function earliest(a: Date | undefined, b: Date | undefined): Date | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a < b ? a : b;
}
