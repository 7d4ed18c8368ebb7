import type { SyncProgress } from "./sync-progress.ts";

/** How old what the pages show is, and what is being done about it. */
export type SyncAge = {
  /** When the last complete read of AWS began: what is shown is as old as that. Null before the first one. */
  readAt: Date | null;
  /** The last finished run, when it failed after the last complete one. */
  failed: { at: Date; failure: string } | null;
  /** A run that is asked for or under way. */
  underWay: { state: "asked" } | { state: "running"; startedAt: Date; progress: SyncProgress } | null;
  /** When a worker last said that it lives. */
  workerBeatAt: Date | null;
};

/** A page says so loudly when what it shows is older than this. */
const OLD_AFTER_MINUTES = 90;

/** Whether what is shown is so old that a page must say more than its age. */
export function isOld(age: Pick<SyncAge, "readAt">, now: Date): boolean {
  return age.readAt === null || now.getTime() - age.readAt.getTime() > OLD_AFTER_MINUTES * 60_000;
}
