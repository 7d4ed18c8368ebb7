import type { Db } from "#lib/db/client.ts";

/**
 * Fills the temporary table `principal_things`: how many things each group that is counted again holds, and each person, by whatever path.
 * Things are numbered within their kind; a piece of a bit string stands for 4,096 of one kind.
 */
export async function countThingsOfPrincipals(tx: Db): Promise<void> {
  await tx.$executeRaw`
    create temporary table numbered on commit drop as
    select kind, id, (number - 1)::int / 4096 as piece, (number - 1)::int % 4096 as bit
    from (
      select kind, id, row_number() over (partition by kind) as number from (select distinct kind, id from holding) things
    ) counted`;
  await tx.$executeRaw`analyze numbered`;
  await tx.$executeRaw`
    create temporary table held on commit drop as
    select h.principal_kind, h.principal_id, h.kind, n.piece,
      bit_or(set_bit(repeat('0', 4096)::bit(4096), n.bit, 1)) as things
    from holding h join numbered n on n.kind = h.kind and n.id = h.id
    group by h.principal_kind, h.principal_id, h.kind, n.piece`;
  await tx.$executeRaw`analyze held`;
  await tx.$executeRaw`
    create temporary table principal_things on commit drop as
    select principal_kind as kind, principal_id as id,
      coalesce(sum(bit_count(things)) filter (where kind = 'account'), 0)::int as accounts,
      coalesce(sum(bit_count(things)) filter (where kind = 'administered'), 0)::int as administrator_accounts,
      coalesce(sum(bit_count(things)) filter (where kind = 'permission-set'), 0)::int as permission_sets
    from (
      select h.principal_kind, h.principal_id, h.kind, h.things
      from held h join recounted r on r.kind = 'group' and r.id = h.principal_id
      where h.principal_kind = 'group'
      union all
      select 'user', person_id, kind, bit_or(things)
      from (
        select m.person_id, h.kind, h.piece, h.things
        from membership m
        join recounted r on r.kind = 'person' and r.id = m.person_id
        join held h on h.principal_kind = 'group' and h.principal_id = m.group_id
        union all
        select h.principal_id, h.kind, h.piece, h.things
        from held h join recounted r on r.kind = 'person' and r.id = h.principal_id
        where h.principal_kind = 'user'
      ) paths
      group by person_id, kind, piece
    ) pieces
    group by principal_kind, principal_id`;
  await tx.$executeRaw`analyze principal_things`;
  await tx.$executeRaw`drop table numbered, held`;
}
