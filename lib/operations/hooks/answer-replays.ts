import type { Doing, WorkerActor } from "#lib/core/actor.ts";
import { explain } from "#lib/core/refusal.ts";
import { administrator } from "#lib/db/administrators.ts";
import { type Db, db } from "#lib/db/client.ts";
import { record } from "#lib/db/record.ts";
import { replay } from "./replay.ts";

const AT_ONCE = 50;

/**
 * Answers what administrators asked to have sent again. The row is the web's word and proves nothing: who asks is looked up in the catalogue.
 * @param settings the group of the identity store whose members administer Gatehouse
 * @returns how many were answered, and what went wrong with single asks, for the log; those are tried again
 */
export async function answerReplays(
  doing: Doing<WorkerActor>,
  settings: { administratorsGroupId: string },
): Promise<{ answered: number; faults: readonly Error[] }> {
  const asked = await db().hookDelivery.findMany({
    where: { againAskedAt: { not: null } },
    orderBy: { againAskedAt: "asc" },
    take: AT_ONCE,
    select: { id: true },
  });
  const faults: Error[] = [];
  let answered = 0;
  for (const { id } of asked) {
    try {
      if (await db().$transaction((tx) => answer(tx, doing, id, settings.administratorsGroupId)))
        answered += 1;
    } catch (error) {
      faults.push(new Error(`the ask to send ${id} again could not be answered`, { cause: error }));
    }
  }
  return { answered, faults };
}

async function answer(tx: Db, doing: Doing<WorkerActor>, id: string, groupId: string): Promise<boolean> {
  const [ask] = await tx.$queryRaw<{ askedById: string; askedByName: string; hookName: string }[]>`
    select again_asked_by_id as "askedById", again_asked_by_name as "askedByName", hook_name as "hookName"
    from hook_delivery where id = ${id}::uuid and again_asked_at is not null for update skip locked`;
  if (!ask) return false;
  const asker = await administrator(tx, ask.askedById, groupId);
  if (asker) return replay(tx, doing, id, `asked by ${asker.name}`);
  await tx.hookDelivery.update({
    where: { id },
    data: { againAskedAt: null, againAskedById: null, againAskedByName: null },
  });
  await record(tx, doing, {
    action: "webhook.replay-refused",
    target: { kind: "webhook-delivery", id, name: ask.hookName },
    cause: explain({ code: "not-an-administrator" }),
    details: { askedById: ask.askedById, askedByName: ask.askedByName },
  });
  return true;
}
