import type { Doing, PersonActor } from "#lib/core/actor.ts";
import type { Result } from "#lib/core/result.ts";
import { record } from "#lib/db/record.ts";
import { guarded, no } from "../guarded.ts";

/**
 * Revokes an API token: one's own, or, for an administrator, anybody's. A second click answers as the first did.
 * @param tokenId its UUID
 * @returns the token's id; or a refusal: unknown (also for somebody else's), not-by-token, busy
 */
export async function revokeToken(
  doing: Doing<PersonActor>,
  tokenId: string,
): Promise<Result<{ tokenId: string }>> {
  const { viewer } = doing.actor;
  return guarded(async (tx) => {
    if (viewer.session.byToken !== null) return no({ code: "not-by-token" });
    const token = await tx.apiToken.findUnique({ where: { id: tokenId } });
    if (!token || (token.personId !== viewer.personId && !viewer.isAdministrator))
      return no({ code: "unknown" });
    const { count } = await tx.apiToken.updateMany({
      where: { id: tokenId, revokedAt: null },
      data: { revokedAt: doing.now },
    });
    if (count > 0)
      await record(tx, doing, {
        action: "token.revoked",
        target: { kind: "token", id: tokenId, name: token.name },
        cause: token.personId === viewer.personId ? "revoked by the person" : "revoked by an administrator",
        personId: token.personId,
      });
    return { tokenId };
  });
}
