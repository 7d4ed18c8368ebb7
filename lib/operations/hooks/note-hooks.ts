import type { Doing, WorkerActor } from "#lib/core/actor.ts";
import type { Hook } from "#lib/core/hooks/hook.ts";
import { db } from "#lib/db/client.ts";
import { fingerprintOf } from "#lib/read-hooks.ts";

const NOTED_EVERY_MS = 60_000;

/** Writes down which webhooks this worker has, for the page and for its deliveries: when one is new or changed, and else every minute. */
export async function noteHooks({ now }: Doing<WorkerActor>, hooks: readonly Hook[]): Promise<void> {
  const noted = await db().hook.findMany({ select: { name: true, fingerprint: true, configuredAt: true } });
  const byName = new Map(noted.map((row) => [row.name, row]));
  for (const hook of hooks) {
    const fingerprint = fingerprintOf(hook);
    const row = byName.get(hook.name);
    if (row?.fingerprint === fingerprint && now.getTime() - row.configuredAt.getTime() < NOTED_EVERY_MS)
      continue;
    const said = {
      shape: hook.shape,
      origin: new URL(hook.url).origin,
      events: [...hook.events],
      fingerprint,
      configuredAt: now,
    };
    await db().hook.upsert({
      where: { name: hook.name },
      create: { name: hook.name, ...said },
      update: {
        ...said,
        // What went wrong before was another configuration's.
        ...(row && row.fingerprint !== fingerprint && { failingSince: null, failure: null, offSince: null }),
      },
    });
  }
}
