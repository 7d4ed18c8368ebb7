import type { Doing, WorkerActor } from "#lib/core/actor.ts";
import { explain, type Refusal } from "#lib/core/refusal.ts";
import { administrator } from "#lib/db/administrators.ts";
import { type Db, db } from "#lib/db/client.ts";
import { record } from "#lib/db/record.ts";
import { carryOut } from "./engine-ask/carry-out.ts";
import { entryOf, isGrantAsk, type OpenAsk } from "./engine-ask/open-ask.ts";

const ANSWERED_AT_ONCE = 50;

/**
 * Answers what administrators asked of the engine. The row of an ask is the web's word and proves nothing: who asks is looked up in the
 * catalogue, the grant and its ledger row are judged again, and what is refused is recorded with its reason.
 * @param settings the group of the identity store whose members administer Gatehouse
 * @returns how many were answered, and what went wrong with single asks, for the log; those are tried again, and hold up no other
 */
export async function answerAsks(
  doing: Doing<WorkerActor>,
  settings: { administratorsGroupId: string },
): Promise<{ answered: number; faults: readonly Error[] }> {
  const open = await db().engineAsk.findMany({
    where: { state: "asked" },
    orderBy: [{ askedAt: "asc" }, { id: "asc" }],
    take: ANSWERED_AT_ONCE,
    select: { id: true },
  });
  const faults: Error[] = [];
  let answered = 0;
  for (const { id } of open) {
    try {
      const isAnswered = await db().$transaction((tx) =>
        answer(tx, doing, id, settings.administratorsGroupId),
      );
      if (isAnswered) answered += 1;
    } catch (error) {
      faults.push(new Error(`ask ${id} could not be answered`, { cause: error }));
    }
  }
  return { answered, faults };
}

/** Judges one ask and answers it. False when another worker is at it, or at the assignment that it is about. */
async function answer(tx: Db, doing: Doing<WorkerActor>, id: string, groupId: string): Promise<boolean> {
  const [ask] = await tx.$queryRaw<OpenAsk[]>`
    select id::text as id, replace(kind::text, '-', '_') as kind, grant_id::text as "grantId", owner, reason,
           asked_by_id as "askedById", asked_by_name as "askedByName"
    from engine_ask where id = ${id}::uuid and state = 'asked' for update skip locked`;
  if (!ask) return false;
  const asker = await administrator(tx, ask.askedById, groupId);
  const outcome = asker ? await carryOut(tx, doing, ask, asker) : ({ code: "not-an-administrator" } as const);
  if (outcome === "later") return false;
  if (outcome === "done")
    await tx.engineAsk.update({ where: { id }, data: { state: "done", answeredAt: doing.now } });
  else await refuse(tx, doing, ask, outcome);
  return true;
}

async function refuse(tx: Db, doing: Doing<WorkerActor>, ask: OpenAsk, refusal: Refusal): Promise<void> {
  const sentence = explain(refusal);
  await tx.engineAsk.update({
    where: { id: ask.id },
    data: { state: "refused", answeredAt: doing.now, answer: sentence },
  });
  await record(tx, doing, {
    action: "engine.ask-refused",
    ...(isGrantAsk(ask)
      ? await entryOf(tx, ask)
      : { target: { kind: "engine", id: "granting", name: "Granting" } }),
    cause: sentence,
    details: {
      askId: ask.id,
      asked: ask.kind,
      askedById: ask.askedById,
      askedByName: ask.askedByName,
      refusal: refusal.code,
    },
  });
}
