import type { Db } from "#lib/db/client.ts";

const HOUR_MS = 3_600_000;

/** How much a person has asked for and holds, for the limits: over all, and under the rule that decides for what they ask now. */
export async function countOfAsking(tx: Db, personId: string, ruleId: string | null, now: Date) {
  const requesterId = personId;
  const openRequestCount = await tx.request.count({ where: { requesterId, state: "pending" } });
  const askedWithinHour = await tx.request.count({
    where: { requesterId, createdAt: { gt: new Date(now.getTime() - HOUR_MS) } },
  });
  const openGrantCount = await tx.grant.count({ where: { personId, endedAt: null } });
  const openUnderRule =
    ruleId === null
      ? 0
      : await tx.request.count({
          where: { requesterId, ruleId, OR: [{ state: "pending" }, { grant: { endedAt: null } }] },
        });
  return { openRequestCount, askedWithinHour, openGrantCount, openUnderRule };
}
