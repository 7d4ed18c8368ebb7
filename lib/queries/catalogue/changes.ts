import type { BoundedCount, ChangeKind, ChangeNoun, ChangesPage } from "#lib/core/catalogue/change.ts";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { parsePlace, writePlace } from "./change-place.ts";
import type { ChangesAbout } from "./change-sources.ts";
import {
  beyond,
  type ChangePlace,
  type ChangeStream,
  changeStreams,
  type FoundChange,
  type StreamFilters,
} from "./change-streams.ts";
import { countChanges } from "./count-changes.ts";
import { firstReadAt, tellFirstRead } from "./first-read.ts";
import { ROWS_ON_A_PAGE } from "./keyset.ts";
import { tellChanges } from "./tell-changes.ts";

export type ChangeFilters = Omit<ChangesAbout, "permissionSetArn"> & {
  /** A permission set's ARN, or its id. */
  permissionSet?: string | undefined;
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

const notCounted = { byNoun: [], total: { value: 0, isMore: false }, skipped: { value: 0, isMore: false } };

const nothing: ChangesPage = {
  rows: [],
  ...notCounted,
  firstRead: null,
  firstReadAt: null,
  previous: null,
  next: null,
};

/**
 * One page of what reads of AWS saw otherwise than the reads before. Nobody but readers gets any.
 * A change is known at the moment of the run that saw it.
 */
export async function changesFor(
  viewer: Viewer,
  filters: ChangeFilters,
  { rows: most, isCounted }: { rows: number; isCounted: boolean } = { rows: ROWS_ON_A_PAGE, isCounted: true },
): Promise<ChangesPage> {
  if (!mayReadEverything(viewer)) return nothing;
  const first = await firstReadAt();
  if (first === null) return nothing;
  const during = filters.run === undefined ? {} : await momentsOf(filters.run);
  if (during === null) return { ...nothing, firstReadAt: first };
  const permissionSetArn = filters.permissionSet && (await arnOf(filters.permissionSet));
  const asked = {
    ...filters,
    permissionSetArn,
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
  const [found, counts] = await Promise.all([
    findPage(asked, place, { backwards, most }),
    isCounted ? countChanges(asked, place) : notCounted,
  ]);
  const kept = found.slice(0, most);
  if (backwards) kept.reverse();
  const rows = await tellChanges(kept);
  const [newest, oldest] = [kept.at(0), kept.at(-1)];
  const hasMore = found.length > most;
  const hasNewer = backwards ? hasMore : place !== undefined;
  const hasOlder = backwards || hasMore;
  return {
    rows,
    ...counts,
    skipped: skippedBefore(counts.skipped, { isFirst: place === undefined, backwards, shown: kept.length }),
    firstRead: hasOlder || !isCounted ? null : await tellFirstRead(asked),
    firstReadAt: first,
    previous: newest && hasNewer ? writePlace(newest) : null,
    next: oldest && hasOlder ? writePlace(oldest) : null,
  };
}

/** The rows before the first one shown, out of those that are newer than the place that the page begins from. */
function skippedBefore(
  newer: BoundedCount,
  { isFirst, backwards, shown }: { isFirst: boolean; backwards: boolean; shown: number },
): BoundedCount {
  if (isFirst) return newer;
  // The row at the place itself is newer than a page that comes after it.
  return { ...newer, value: backwards ? Math.max(newer.value - shown, 0) : newer.value + 1 };
}

/** How far the search for a page looks at first, and then: most pages are found in the first few days of it. */
const REACHES_DAYS = [7, 90];
const DAY_MS = 86_400_000;

/** The changes of a page and one more, near the place at first: what vanished is rare, and looked for among all that ended. */
async function findPage(
  filters: StreamFilters,
  place: ChangePlace | undefined,
  { backwards, most }: { backwards: boolean; most: number },
): Promise<FoundChange[]> {
  const isAboutOne = isAboutSomething(filters);
  const begin = place?.at ?? filters.to ?? (await latestMoment());
  for (const days of isAboutOne || begin === null ? [] : REACHES_DAYS) {
    const edge = new Date((begin?.getTime() ?? 0) + (backwards ? days : -days) * DAY_MS);
    const near = backwards
      ? { ...filters, to: earliest(filters.to, edge) }
      : { ...filters, from: latest(filters.from, edge) };
    const found = await findIn(changeStreams(near), place, { backwards, most });
    if (found.length > most) return found;
  }
  return findIn(changeStreams(filters), place, { backwards, most });
}

function isAboutSomething({ account, permissionSetArn, person, group, run }: StreamFilters): boolean {
  return [account, permissionSetArn, person, group, run].some((filter) => filter !== undefined);
}

/** When the catalogue last changed, as far as one can say by its last read; null when none is on record. */
async function latestMoment(): Promise<Date | null> {
  const run = await db().syncRun.findFirst({
    where: { state: "done" },
    orderBy: { finishedAt: "desc" },
    select: { finishedAt: true },
  });
  return run?.finishedAt ?? null;
}

async function findIn(
  streams: readonly ChangeStream[],
  place: ChangePlace | undefined,
  { backwards, most }: { backwards: boolean; most: number },
): Promise<FoundChange[]> {
  if (streams.length === 0) return [];
  const parts = streams.map((stream) => {
    const { source, at, table, where, moment, number } = stream;
    const further = beyond(stream, place, backwards);
    const run = moment === "begun" ? Prisma.sql`v.from_run_id` : Prisma.sql`v.to_run_id`;
    return Prisma.sql`(
      select ${at} as at, ${number}::int as stream, ${source.key} as key, ${run}::text as "runId"
      from ${table} v where ${where} and ${further.where}
      order by ${further.order} limit ${most + 1})`;
  });
  const order = backwards
    ? Prisma.sql`at asc, stream desc, key collate "C" desc`
    : Prisma.sql`at desc, stream asc, key collate "C" asc`;
  return db().$queryRaw<FoundChange[]>`
    select * from (${Prisma.join(parts, " union all ")}) c order by ${order} limit ${most + 1}`;
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

/** The ARN of a permission set that is there or was there; what is no id of one is taken for an ARN. */
async function arnOf(id: string): Promise<string> {
  const present = await db().permissionSet.findUnique({ where: { id }, select: { arn: true } });
  const known = present ?? (await db().permissionSetPast.findFirst({ where: { id }, select: { arn: true } }));
  return known?.arn ?? id;
}

function latest(a: Date | undefined, b: Date | undefined): Date | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a > b ? a : b;
}

function earliest(a: Date | undefined, b: Date | undefined): Date | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a < b ? a : b;
}
