import type { Db } from "#lib/db/client.ts";

const HOUR_MS = 3_600_000;

/**
 * How much a person has asked for and holds, for the limits: over all, and under the rule that decides for what they ask now. What goes on after
 * another is one with it.
 * @param extendsGrantId the grant that is to go on; null for a grant of its own
 */
export async function countOfAsking(
  tx: Db,
  personId: string,
  { ruleId, extendsGrantId, now }: { ruleId: string | null; extendsGrantId: string | null; now: Date },
) {
  const requesterId = personId;
  const others = {
    OR: [{ extendsGrantId: null }, { extendsGrant: { is: { endedAt: { not: null } } } }],
    ...(extendsGrantId !== null && { NOT: { grant: { is: { id: extendsGrantId } } } }),
  };
  const openRequestCount = await tx.request.count({ where: { requesterId, state: "pending" } });
  const askedWithinHour = await tx.request.count({
    where: { requesterId, createdAt: { gt: new Date(now.getTime() - HOUR_MS) } },
  });
  const openGrantCount = await tx.grant.count({ where: { personId, endedAt: null, request: others } });
  const openUnderRule =
    ruleId === null
      ? 0
      : await tx.request.count({
          where: {
            requesterId,
            ruleId,
            AND: [others, { OR: [{ state: "pending" }, { grant: { endedAt: null } }] }],
          },
        });
  return { openRequestCount, askedWithinHour, openGrantCount, openUnderRule };
}
