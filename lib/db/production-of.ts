import { looksLikeProduction } from "#lib/core/looks-like-production.ts";
import type { Place } from "#lib/core/rules/covers.ts";
import type { Db } from "./client.ts";

/** Why an account looks like one that customers are served from, as the catalogue has it now; null when nothing says so. */
export async function productionOf(
  tx: Db,
  accountName: string,
  { ouPath, tags }: Place,
): Promise<string | null> {
  const units = await tx.organisationalUnit.findMany({
    where: { id: { in: [...ouPath] }, parentId: { not: null } },
    select: { name: true },
  });
  return looksLikeProduction({ accountName, units: units.map(({ name }) => name), tags });
}
