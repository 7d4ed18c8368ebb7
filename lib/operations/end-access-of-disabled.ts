import type { Doing, WorkerActor } from "#lib/core/actor.ts";
import { db } from "#lib/db/client.ts";
import { eachAlone } from "./each-alone.ts";
import { endAccessOfPerson } from "./end-access-of-person.ts";

/**
 * Takes back what people asked for or hold who are no longer enabled in the identity store, or no longer there, as the catalogue knows them.
 * @returns how many requests and grants were taken back
 */
export async function endAccessOfDisabled(doing: Doing<WorkerActor>): Promise<number> {
  const people = await db().$queryRaw<{ personId: string; isGone: boolean }[]>`
    select held.person_id as "personId", p.id is null as "isGone"
    from (
      select requester_id as person_id from request where state = 'pending'
      union select person_id from access_grant where withdrawn_at is null and ended_at is null
    ) held left join person p on p.id = held.person_id
    where p.id is null or p.status <> 'ENABLED'
    order by held.person_id`;
  return eachAlone(people, ({ personId, isGone }) =>
    endAccessOfPerson(doing, personId, isGone ? "person-gone" : "person-not-enabled"),
  );
}
