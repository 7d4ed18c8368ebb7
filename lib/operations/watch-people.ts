import type { AwsConnection } from "#lib/aws/connect.ts";
import { personStatus } from "#lib/aws/person-status.ts";
import type { Doing, WorkerActor } from "#lib/core/actor.ts";
import { db } from "#lib/db/client.ts";
import { readNow } from "#lib/db/now.ts";
import { eachAlone } from "./each-alone.ts";
import { endAccessOfPerson } from "./end-access-of-person.ts";
import { lockCatalogue } from "./sync/lock-catalogue.ts";
import { recountReach } from "./sync/recount-reach.ts";
import { touchedPerson } from "./sync/touched.ts";

/**
 * Asks the identity store for the status of everybody who has something to lose here: a session, an open request, a grant.
 * The catalogue's full read is slower than a disabled person may stay.
 * @returns how many people's status was found changed
 * @throws AggregateError after the last one, when the identity store did not answer for some: of them nothing is concluded
 */
export async function watchPeople(doing: Doing<WorkerActor>, aws: AwsConnection): Promise<number> {
  const people = await db().$queryRaw<{ id: string; status: string }[]>`
    select p.id, p.status::text as status from person p
    where p.status = 'ENABLED' and (
      exists (select from session s where s.person_id = p.id)
      or exists (select from request r where r.requester_id = p.id and r.state = 'pending')
      or exists (select from access_grant g where g.person_id = p.id and g.ended_at is null))
    order by p.id`;
  return eachAlone(people, async ({ id }) => {
    const status = await personStatus(aws, id, { lane: "background" });
    if (status === "ENABLED" || status === "UNKNOWN") return 0;
    // Only this answer tells that they are gone: the catalogue says so after its next full read.
    if (status === "GONE") await endAccessOfPerson(doing, id, "person-gone");
    const { count } = await db().person.updateMany({
      where: { id, status: "ENABLED" },
      data: { status: "DISABLED" },
    });
    if (count > 0) await recountAround(id);
    return count;
  });
}

/** In a transaction of its own: what a disabled person loses does not wait for a reading that is being written. */
async function recountAround(personId: string): Promise<void> {
  await db().$transaction(
    async (tx) => {
      await lockCatalogue(tx, { now: await readNow(tx), runId: null });
      await recountReach(tx, [touchedPerson(personId)]);
    },
    { timeout: 120_000 },
  );
}
