import type { ConsolePower } from "#lib/core/rules/role-weight.ts";
import type { Db } from "./client.ts";

/** The accounts that give power over the console, by id, each with why. */
export async function consolePowers(tx: Db): Promise<ReadonlyMap<string, ConsolePower>> {
  const rows = await tx.criticalAccount.findMany();
  return new Map(rows.map(({ accountId, power }) => [accountId, power]));
}
