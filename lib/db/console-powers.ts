import { type ConsolePower, type RoleWeight, roleWeight } from "#lib/core/rules/role-weight.ts";
import type { Db } from "./client.ts";

/** The accounts that give power over the console, by id, each with why. */
export async function consolePowers(tx: Db): Promise<ReadonlyMap<string, ConsolePower>> {
  const rows = await tx.criticalAccount.findMany();
  return new Map(rows.map(({ accountId, power }) => [accountId, power]));
}

/**
 * How much a role in an account weighs now.
 * @param set null when it is not known any more: then it counts for the most that it could be
 */
export async function weightOf(
  tx: Db,
  accountId: string,
  set: { administratorLike: string | null } | null,
): Promise<RoleWeight> {
  const row = await tx.criticalAccount.findUnique({ where: { accountId } });
  return roleWeight(set ?? { administratorLike: "not known any more" }, row?.power);
}
