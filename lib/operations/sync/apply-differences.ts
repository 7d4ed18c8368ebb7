import type { Differences } from "#lib/core/catalogue/compare.ts";
import type { Db } from "#lib/db/client.ts";
import { applyAccess } from "./apply-access.ts";
import { applyIdentities } from "./apply-identities.ts";
import { applyOrganisation } from "./apply-organisation.ts";

/**
 * Makes the stored catalogue equal the read one: one statement for the rows of a noun that are new or changed, one for those that vanished, none where nothing differs.
 * @param tx the open transaction
 * @param now becomes `valid_from` of what is new or changed
 */
export async function applyDifferences(tx: Db, differences: Differences, now: Date): Promise<void> {
  await tx.$executeRaw`select set_config('gatehouse.moment', ${now.toISOString()}, true)`;
  await applyOrganisation(tx, differences);
  await applyIdentities(tx, differences);
  await applyAccess(tx, differences);
}
