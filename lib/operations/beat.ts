import type { Doing, WorkerActor } from "#lib/core/actor.ts";
import { db } from "#lib/db/client.ts";

const FORGOTTEN_AFTER_MS = 24 * 3_600_000;

/** Says that this worker lives. Workers that have been silent for a day are forgotten. */
export async function beat(doing: Doing<WorkerActor>, host: string): Promise<void> {
  const { workerId } = doing.actor;
  await db().heartbeat.upsert({
    where: { workerId },
    create: { workerId, host, startedAt: doing.now, beatAt: doing.now },
    update: { beatAt: doing.now },
  });
  await db().heartbeat.deleteMany({
    where: { beatAt: { lt: new Date(doing.now.getTime() - FORGOTTEN_AFTER_MS) } },
  });
}

/** Takes the heartbeat away when the worker leaves on purpose. */
export async function endBeat(actor: WorkerActor): Promise<void> {
  await db().heartbeat.deleteMany({ where: { workerId: actor.workerId } });
}
