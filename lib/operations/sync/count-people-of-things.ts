import type { Db } from "#lib/db/client.ts";

/**
 * Fills the temporary table `thing_people`: how many people who are not disabled hold each thing that is counted again.
 * People are numbered; a piece of a bit string stands for 4,096 of them, and a group without a member among those has no such piece.
 */
export async function countPeopleOfThings(tx: Db): Promise<void> {
  await tx.$executeRaw`
    create temporary table holder on commit drop as
    select distinct h.principal_kind, h.principal_id from holding h
    join recounted r on r.kind = case h.kind when 'administered' then 'account' else h.kind end and r.id = h.id`;
  await tx.$executeRaw`analyze holder`;
  await tx.$executeRaw`
    create temporary table numbered on commit drop as
    select p.id, (row_number() over () - 1)::int / 4096 as piece, (row_number() over () - 1)::int % 4096 as bit
    from person p where p.status <> 'DISABLED' and p.id in (
      select principal_id from holder where principal_kind = 'user'
      union select m.person_id from membership m join holder h on h.principal_kind = 'group' and h.principal_id = m.group_id)`;
  await tx.$executeRaw`analyze numbered`;
  await tx.$executeRaw`
    create temporary table holder_people on commit drop as
    select 'group' as principal_kind, m.group_id as principal_id, n.piece,
      bit_or(set_bit(repeat('0', 4096)::bit(4096), n.bit, 1)) as people
    from membership m
    join holder h on h.principal_kind = 'group' and h.principal_id = m.group_id
    join numbered n on n.id = m.person_id
    group by m.group_id, n.piece
    union all
    select 'user', n.id, n.piece, set_bit(repeat('0', 4096)::bit(4096), n.bit, 1)
    from numbered n join holder h on h.principal_kind = 'user' and h.principal_id = n.id`;
  await tx.$executeRaw`analyze holder_people`;
  await tx.$executeRaw`
    create temporary table thing_people on commit drop as
    select kind, id, sum(bit_count(people))::int as count
    from (
      select h.kind, h.id, p.piece, bit_or(p.people) as people
      from holding h
      join recounted r on r.kind = case h.kind when 'administered' then 'account' else h.kind end and r.id = h.id
      join holder_people p on p.principal_kind = h.principal_kind and p.principal_id = h.principal_id
      group by h.kind, h.id, p.piece
    ) pieces
    group by kind, id`;
  await tx.$executeRaw`analyze thing_people`;
  await tx.$executeRaw`drop table holder, numbered, holder_people`;
}
