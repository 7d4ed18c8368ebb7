import { db } from "#lib/db/client.ts";

const READ_AGAIN_AFTER_HOURS = 24;

/** Whether the contents of the permission sets were last read in full more than a day ago, or never. */
export async function detailsAreOld(now: Date): Promise<boolean> {
  const since = new Date(now.getTime() - READ_AGAIN_AFTER_HOURS * 3_600_000);
  const recent = await db().syncRun.count({
    where: { state: "done", startedAt: { gt: since }, progress: { path: ["readAllDetails"], equals: true } },
  });
  return recent === 0;
}
