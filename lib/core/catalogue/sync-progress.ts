import type { Counts } from "./catalogue-rows.ts";
import type { ChangeCounts } from "./change-counts.ts";

/** One kind of listing, and how far it is; `of` is null until it is known. */
export type SyncStep = { what: string; done: number; of: number | null };

/** What a read of AWS has done so far, and in the end what it brought. */
export type SyncProgress = {
  /** What is being read, in the words of a page: "groups". Null before the first call and after the last. */
  reading: string | null;
  /** In the order in which they began; several go on side by side. */
  steps: readonly SyncStep[];
  /** How long the calls that are known to be left take at the budget's rate; null while that is not known. */
  secondsLeft: number | null;
  /** Parts that an earlier run, which did not end, had read already. */
  partsKept: number;
  /** Rows read so far, of all nouns. */
  rows: number;
  /** AWS calls by operation. */
  calls: Readonly<Record<string, number>>;
  /** Sentences about what AWS does not offer or lists wrongly. */
  notes: readonly string[];
  /** Rows by noun, once everything is read. */
  counts: Counts | null;
  /** What it changed, once that is written. */
  changes: ChangeCounts | null;
};

export const noProgress: SyncProgress = {
  reading: null,
  steps: [],
  secondsLeft: null,
  partsKept: 0,
  rows: 0,
  calls: {},
  notes: [],
  counts: null,
  changes: null,
};

/** A run that has not moved for this long has lost its worker. */
export const RUN_LOST_AFTER_SECONDS = 120;

/** AWS calls of a run, of all operations. */
export function countCalls(progress: Pick<SyncProgress, "calls">): number {
  return Object.values(progress.calls).reduce((sum, calls) => sum + calls, 0);
}

/** Rows that a run added, changed or removed, of all nouns. */
export function countAllChanges(changes: ChangeCounts): number {
  return Object.values(changes).reduce((sum, noun) => sum + noun.added + noun.changed + noun.vanished, 0);
}
