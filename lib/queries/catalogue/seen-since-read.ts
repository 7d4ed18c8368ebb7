import { Prisma } from "#lib/db/generated/client.ts";

/**
 * A condition on a row `m` of the ledger: what it saw last is newer than what the catalogue tells, because neither the last complete read
 * nor a later refresh of its account began after that.
 */
export const seenSinceRead = Prisma.sql`
  m.seen_at > coalesce((
    select coalesce(run.reads_since, run.started_at) from sync_run run
    where run.state = 'done' and run.started_at is not null order by run.started_at desc limit 1), '-infinity')
  and not exists (
    select from refresh again
    where again.kind = 'account' and again.target_id = m.account_id and again.state = 'done'
      and again.started_at > m.seen_at)`;
