import type { AwsConnection } from "#lib/aws/connect.ts";
import { readDelegatedAdministrators } from "#lib/aws/reads/delegated-administrators.ts";
import type { Doing, WorkerActor } from "#lib/core/actor.ts";
import type { ConsolePower } from "#lib/core/rules/role-weight.ts";
import { db } from "#lib/db/client.ts";
import { consolePowers } from "#lib/db/console-powers.ts";
import { record } from "#lib/db/record.ts";

/**
 * Writes down which accounts give power over the console: the one that it runs in, as the worker was told, and those that AWS names as administering
 * Identity Center.
 * @param ownAccountId the account that the console runs in; undefined when it runs in none of the organisation
 * @returns whether anything was changed
 * @throws AwsFault when AWS does not tell: then what was known stands
 */
export async function noteCriticalAccounts(
  doing: Doing<WorkerActor>,
  aws: AwsConnection,
  ownAccountId: string | undefined,
): Promise<boolean> {
  const delegated = await readDelegatedAdministrators(aws);
  const found = new Map<string, ConsolePower>(delegated.map((id) => [id, "delegated"]));
  if (ownAccountId !== undefined) found.set(ownAccountId, "own");
  return db().$transaction(async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('critical accounts', 0))`;
    const known = await consolePowers(tx);
    const isSame = known.size === found.size && [...found].every(([id, power]) => known.get(id) === power);
    if (isSame) return false;
    await tx.criticalAccount.deleteMany();
    await tx.criticalAccount.createMany({
      data: [...found].map(([accountId, power]) => ({ accountId, power })),
    });
    await record(tx, doing, {
      action: "critical-accounts.changed",
      target: { kind: "accounts", id: "critical", name: "accounts with power over the console" },
      cause: "read from AWS and the worker's configuration",
      details: {
        before: [...known].map(([id, power]) => `${id} ${power}`),
        after: [...found].map(([id, power]) => `${id} ${power}`),
      },
    });
    return true;
  });
}
