import { asOwner } from "#demo/postgres/create-roles.ts";
import { cast } from "#demo/seed/organisation/cast.ts";
import { db } from "#lib/db/client.ts";
import { readNow } from "#lib/db/now.ts";
import { holdAll } from "../../bench/engine-rows.ts";
import { type FaultStage, roleUnderTest } from "./fault-stage.ts";

/** They ask for themselves in these tests, so that their ledger rows may be there already. */
const asking: ReadonlySet<string> = new Set([cast.leo.userId, cast.ines.userId]);

/**
 * Lets people hold many roles at once: assignments that stand in AWS, and what the engine would have written of each.
 * @param first which of the possible holdings is the first, so that a second call takes others
 * @param endsInMinutes when the grant with this index ends; negative for one that is over
 * @returns the grants' ids, in the order of their indexes
 */
export async function holdMany(
  { stage }: FaultStage,
  {
    count,
    first = 0,
    endsInMinutes,
  }: { count: number; first?: number; endsInMinutes: (index: number) => number },
): Promise<string[]> {
  const { accounts, instance, users } = stage.organisation;
  const holders = users.filter(({ id, status }) => status === "ENABLED" && !asking.has(id));
  const usable = accounts.filter(({ name }) => /-(prod|staging|dev)$/.test(name));
  const permissionSetArn = stage.permissionSetArn(roleUnderTest);
  const standing = holders
    .flatMap((person) => usable.map(({ id }) => ({ accountId: id, permissionSetArn, personId: person.id })))
    .slice(first, first + count);
  if (standing.length < count) throw new Error(`Only ${standing.length} holdings are left.`);
  for (const { accountId, personId } of standing) {
    const refused = stage.simulator.actOutside({
      act: "assign",
      accountId,
      permissionSetArn,
      principalType: "USER",
      principalId: personId,
    });
    if (refused) throw new Error(refused);
  }
  const now = (await stage.as("owner", () => readNow())).getTime();
  const endsAt = (index: number) => new Date(now + endsInMinutes(index) * 60_000);
  await asOwner(stage.urls.owner, (owner) => holdAll(owner, instance.arn, standing, endsAt));
  const held = await stage.as("owner", () =>
    db().grant.findMany({ where: { permissionSetArn, endedAt: null } }),
  );
  return standing.map(({ accountId, personId }) => {
    const grant = held.find((one) => one.accountId === accountId && one.personId === personId);
    if (!grant) throw new Error("A grant was not written.");
    return grant.id;
  });
}
