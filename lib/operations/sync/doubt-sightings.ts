import type { Db } from "#lib/db/client.ts";

/**
 * Has the engine look again at once at assignments that it believes to stand, where a later reading of the organisation does not show them.
 * The reading itself proves nothing about them; whoever works on one just now looks anyway.
 * @param since when the oldest row of the reading was read
 */
export async function doubtSightings(tx: Db, reading: { since: Date; now: Date }): Promise<void> {
  await tx.$executeRaw`
    update managed_assignment set seen = null, due_at = ${reading.now}
    where id in (
      select m.id from managed_assignment m
      where m.seen = 'present' and m.seen_at < ${reading.since}
        and (m.lease_until is null or m.lease_until <= ${reading.now})
        and exists (select from access_grant g where g.managed_assignment_id = m.id and g.ended_at is null)
        and not exists (
          select from assignment a
          where a.account_id = m.account_id and a.permission_set_arn = m.permission_set_arn
            and a.principal_kind = 'user' and a.principal_id = m.person_id)
      for update skip locked
    )`;
}
