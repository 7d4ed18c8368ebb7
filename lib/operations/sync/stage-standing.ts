import type { Db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import type { Affected } from "./touched.ts";

/**
 * Fills the temporary table `standing`: the assignments of what is counted again that no grant explains, and that the ledger has not seen gone
 * since AWS was read.
 */
export async function stageStanding(tx: Db, affected: Affected): Promise<void> {
  const isCounted = affected === "everything" ? Prisma.sql`true` : neededForTheCounted;
  await tx.$executeRaw`
    create temporary table standing on commit drop as
    select a.account_id, a.permission_set_arn, a.principal_kind::text as principal_kind, a.principal_id,
      s.administrator_like is not null as is_administrator, p.id is null and g.id is null as is_orphan
    from assignment a
    left join permission_set s on s.arn = a.permission_set_arn
    left join person p on a.principal_kind = 'user' and p.id = a.principal_id
    left join identity_group g on a.principal_kind = 'group' and g.id = a.principal_id
    where (${isCounted}) and not (a.principal_kind = 'user' and (a.account_id, a.permission_set_arn, a.principal_id) in (
      select m.account_id, m.permission_set_arn, m.person_id
      from managed_assignment m
      where (m.seen = 'absent' and m.seen_at > coalesce(
          (select max(coalesce(reads_since, started_at)) from sync_run where state = 'done' or id = catalogue_run()), '-infinity')
          and not exists (
            select from refresh again
            where again.kind = 'account' and again.target_id = m.account_id and again.started_at > m.seen_at
              and (again.state = 'done' or again.id = catalogue_run())))
        or m.origin in ('ours', 'contested') and exists (
          select from access_grant g
          where g.account_id = m.account_id and g.permission_set_arn = m.permission_set_arn and g.person_id = m.person_id
            and g.state in ('active', 'granting', 'revoking', 'revoke-blocked', 'contested'))))`;
  await tx.$executeRaw`analyze standing`;
}

const neededForTheCounted = Prisma.sql`
  a.account_id in (select id from recounted where kind = 'account')
  or a.permission_set_arn in (select id from recounted where kind = 'permission-set')
  or a.principal_kind = 'user' and a.principal_id in (select id from recounted where kind = 'person')
  or a.principal_kind = 'group' and a.principal_id in (
    select id from recounted where kind = 'group'
    union select m.group_id from membership m where m.person_id in (select id from recounted where kind = 'person'))`;
