import type { Noun } from "./catalogue-rows.ts";
import type { Implausible } from "./plausibility.ts";
import type { SyncProgress } from "./sync-progress.ts";

export const syncStates = ["asked", "running", "done", "failed"] as const;
export type SyncState = (typeof syncStates)[number];

/** Routine: with the fewest calls. Thorough: everything, at whatever number of calls it takes. */
export const syncDepths = ["routine", "thorough"] as const;
export type SyncDepth = (typeof syncDepths)[number];

/** One read of AWS, as a page lists it. */
export type SyncRun = {
  id: string;
  state: SyncState;
  depth: SyncDepth;
  /** Null when the timer asked. */
  askedBy: { id: string; name: string } | null;
  askedAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  failure: string | null;
  /** What it was refused for. */
  implausible: Implausible | null;
  /** The collapses that somebody had looked at and taken for true when it was asked for. */
  accepts: readonly Implausible[];
  progress: SyncProgress;
};

/** Every noun, in the order in which pages tell of them. */
export const nouns = [
  "organisations",
  "units",
  "accounts",
  "permissionSets",
  "groups",
  "people",
  "memberships",
  "provisioned",
  "assignments",
] as const satisfies readonly Noun[];

/** What a page calls the rows of each noun. */
export const nounWords = {
  organisations: ["organisation", "organisations"],
  units: ["organisational unit", "organisational units"],
  accounts: ["account", "accounts"],
  permissionSets: ["permission set", "permission sets"],
  groups: ["group", "groups"],
  people: ["person", "people"],
  memberships: ["membership", "memberships"],
  provisioned: ["provisioned permission set", "provisioned permission sets"],
  assignments: ["assignment", "assignments"],
} as const satisfies Record<Noun, readonly [one: string, many: string]>;

/** The read that AWS or its answer spoilt and that has not been made good since: the last one that came to an end, when it failed. */
export function failedLast<Run extends Pick<SyncRun, "state">>(newestFirst: readonly Run[]): Run | null {
  const last = newestFirst.find(({ state }) => state === "done" || state === "failed");
  return last?.state === "failed" ? last : null;
}
