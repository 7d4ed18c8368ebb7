import type { RefusedToken } from "#lib/core/api/refused-token.ts";
import { hashApiToken } from "#lib/core/api-token.ts";
import { db } from "#lib/db/client.ts";
import { readNow } from "#lib/db/now.ts";

/**
 * Why a token stands for nobody now, for the audit; the program is told nothing of it.
 * @param shown what the program sent
 */
export async function refusedToken(shown: string): Promise<RefusedToken> {
  const tokenHash = hashApiToken(shown);
  const found =
    tokenHash && (await db().apiToken.findUnique({ where: { tokenHash }, omit: { tokenHash: true } }));
  if (!found) return { because: "unknown", token: null };
  const { id, name, personId, revokedAt, expiresAt } = found;
  const token = { id, name, personId };
  if (revokedAt) return { because: "revoked", token };
  return { because: expiresAt <= (await readNow()) ? "over" : "person-disabled", token };
}
