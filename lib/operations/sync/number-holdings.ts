import type { Db } from "#lib/db/client.ts";

/**
 * Fills the temporary tables in which counting works with numbers instead of ids, from `standing`.
 * `principal`: who holds something. `thing`: what is held, an account, an account with a permission set like an administrator's
 * ('administered') or a permission set, with the place of its bit among its kind: the piece of 4,096 bits, and where in it.
 * `holding`: which principal holds which thing.
 */
export async function numberHoldings(tx: Db): Promise<void> {
  await tx.$executeRaw`
    create temporary table principal on commit drop as
    select (row_number() over ())::int as number, kind, id
    from (select distinct principal_kind as kind, principal_id as id from standing) principals`;
  await tx.$executeRaw`analyze principal`;
  await tx.$executeRaw`
    create temporary table thing on commit drop as
    select (row_number() over ())::int as number, kind, id, (place - 1)::int / 4096 as piece, (place - 1)::int % 4096 as bit,
      (case kind when 'administered' then 'account' else kind end, id) in (select r.kind, r.id from recounted r) as is_counted
    from (
      select kind, id, row_number() over (partition by kind) as place
      from (
        select distinct 'account' as kind, account_id as id from standing
        union all select distinct 'administered', account_id from standing where is_administrator
        union all select distinct 'permission-set', permission_set_arn from standing
      ) held
    ) placed`;
  await tx.$executeRaw`analyze thing`;
  await tx.$executeRaw`
    create temporary table holding on commit drop as
    select distinct t.number as thing, p.number as principal
    from (
      select 'account' as kind, account_id as id, principal_kind, principal_id from standing
      union all select 'administered', account_id, principal_kind, principal_id from standing where is_administrator
      union all select 'permission-set', permission_set_arn, principal_kind, principal_id from standing
    ) held
    join thing t on t.kind = held.kind and t.id = held.id
    join principal p on p.kind = held.principal_kind and p.id = held.principal_id`;
  await tx.$executeRaw`analyze holding`;
}
