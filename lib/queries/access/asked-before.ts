import { type AskedBefore, differencesSince } from "#lib/core/asked-before.ts";
import type { Asking } from "#lib/core/shown-access.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";

/** An earlier request of the viewer's own, with what differs today. */
export type AskedBeforeToday = AskedBefore & { differences: readonly string[] };

/**
 * The earlier request that a form for the same role begins with.
 * @param id the request's UUID
 * @param asking the form as it is for anybody who asks for this role
 * @returns null when it is none of the viewer's, or of another role
 */
export async function askedBefore(
  viewer: Viewer,
  id: string,
  asking: Asking,
): Promise<AskedBeforeToday | null> {
  const { account, chosen } = asking;
  if (!chosen) return null;
  const row = await db().request.findFirst({
    where: { id, requesterId: viewer.personId, accountId: account.id, permissionSetArn: chosen.arn },
    select: {
      id: true,
      number: true,
      durationMinutes: true,
      reason: true,
      ticket: true,
      ruleId: true,
      ruleName: true,
      ruleVersion: true,
    },
  });
  if (!row) return null;
  const { durationMinutes, ...rest } = row;
  const before = { ...rest, minutes: durationMinutes };
  const minutes = Math.min(durationMinutes, chosen.maxMinutes);
  const decides = asking.rules.find((rule) => rule.maxMinutes >= minutes);
  const current = decides
    ? await db().rule.findUnique({ where: { id: decides.id }, select: { version: true } })
    : null;
  const rule = decides && current ? { ...decides, version: current.version } : undefined;
  return { ...before, differences: differencesSince(before, { maxMinutes: chosen.maxMinutes, rule }) };
}
