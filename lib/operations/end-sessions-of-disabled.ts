import type { Doing, WorkerActor } from "#lib/core/actor.ts";
import { db } from "#lib/db/client.ts";
import { record } from "#lib/db/record.ts";

type Row = { id: string; personId: string; displayName: string | null; status: string | null };

/**
 * Ends every session of people who are no longer enabled in the identity store, or no longer there. They could do nothing with it since
 * the catalogue said so; this takes the row away.
 * @returns how many sessions ended
 */
export async function endSessionsOfDisabled({ actor, now }: Doing<WorkerActor>): Promise<number> {
  return await db().$transaction(async (tx) => {
    const rows = await tx.$queryRaw<Row[]>`
      select s.id, s.person_id as "personId", p.display_name as "displayName", p.status::text as status
      from session s left join person p on p.id = s.person_id
      where p.id is null or p.status <> 'ENABLED'
      order by s.id`;
    let ended = 0;
    for (const { id, personId, displayName, status } of rows) {
      const { count } = await tx.session.deleteMany({ where: { id } });
      if (count === 0) continue;
      ended += count;
      await record(
        tx,
        { actor, now },
        {
          action: "session.closed",
          target: { kind: "session", id, name: displayName ?? personId },
          cause:
            status === null
              ? "person gone from the identity store"
              : "person not enabled in the identity store",
          personId,
        },
      );
    }
    return ended;
  });
}
