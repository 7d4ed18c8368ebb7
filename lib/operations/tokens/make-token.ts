import type { Doing, PersonActor } from "#lib/core/actor.ts";
import { hashApiToken, newApiToken } from "#lib/core/api-token.ts";
import type { Result } from "#lib/core/result.ts";
import type { ApiScope } from "#lib/db/generated/enums.ts";
import { record } from "#lib/db/record.ts";
import { guarded, no } from "../guarded.ts";

const DAY_MS = 24 * 3_600_000;
const MOST = 10;

/**
 * Makes an API token of the viewer's own. What it lets a program do is never more than they may do themselves, at every call.
 * @param asked a name to know it by, what it is for, and for how many days it is good, 90 at the most
 * @returns the token, which nobody sees again; or a refusal: not-by-token, too-many-tokens, busy
 */
export async function makeToken(
  doing: Doing<PersonActor>,
  asked: { name: string; scopes: readonly ApiScope[]; days: number },
): Promise<Result<{ token: string }>> {
  const { viewer } = doing.actor;
  return guarded(async (tx) => {
    if (viewer.session.byToken !== null) return no({ code: "not-by-token" });
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`tokens:${viewer.personId}`}, 0))`;
    const alive = await tx.apiToken.count({
      where: { personId: viewer.personId, revokedAt: null, expiresAt: { gt: doing.now } },
    });
    if (alive >= MOST) return no({ code: "too-many-tokens", max: MOST });
    const token = newApiToken();
    const tokenHash = hashApiToken(token);
    if (!tokenHash) throw new Error("A new API token does not look like one.");
    const expiresAt = new Date(doing.now.getTime() + asked.days * DAY_MS);
    const { id } = await tx.apiToken.create({
      data: {
        tokenHash,
        personId: viewer.personId,
        name: asked.name,
        scopes: [...asked.scopes],
        createdAt: doing.now,
        expiresAt,
      },
      select: { id: true },
    });
    await record(tx, doing, {
      action: "token.made",
      target: { kind: "token", id, name: asked.name },
      cause: "made by the person",
      details: { scopes: [...asked.scopes], expiresAt: expiresAt.toISOString() },
    });
    return { token };
  });
}
