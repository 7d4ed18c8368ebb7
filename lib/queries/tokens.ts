import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import type { ApiScope } from "#lib/db/generated/enums.ts";
import { readNow } from "#lib/db/now.ts";

export type ShownToken = {
  id: string;
  name: string;
  personId: string;
  personName: string;
  scopes: readonly ApiScope[];
  createdAt: Date;
  expiresAt: Date;
  lastUsedAt: Date | null;
};

/**
 * API tokens that are still good, the latest made first.
 * @param whose the viewer's own; everybody's is for administrators and auditors, anybody else gets their own
 */
export async function tokensFor(viewer: Viewer, whose: "own" | "all"): Promise<readonly ShownToken[]> {
  const now = await readNow();
  const tokens = await db().apiToken.findMany({
    where: {
      revokedAt: null,
      expiresAt: { gt: now },
      ...(whose === "all" && mayReadEverything(viewer) ? {} : { personId: viewer.personId }),
    },
    omit: { tokenHash: true, revokedAt: true },
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
    take: 500,
  });
  const people = await db().person.findMany({
    where: { id: { in: tokens.map(({ personId }) => personId) } },
    select: { id: true, displayName: true },
  });
  const names = new Map(people.map(({ id, displayName }) => [id, displayName]));
  return tokens.map((token) => ({ ...token, personName: names.get(token.personId) ?? token.personId }));
}
