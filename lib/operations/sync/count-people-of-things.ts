import type { Db } from "#lib/db/client.ts";

/**
 * Fills the temporary table `thing_people`: how many people who are not disabled hold each thing that is counted again.
 * People are numbered; a piece of a bit string stands for 4,096 of them, and a group without a member among those has no such piece.
 */
export async function countPeopleOfThings(tx: Db): Promise<void> {
  await tx.$executeRaw`
    create temporary table holder on commit drop as
    select p.number, p.kind, p.id from principal p
    where p.number in (select h.principal from holding h join thing t on t.number = h.thing where t.is_counted)`;
  await tx.$executeRaw`analyze holder`;
  await tx.$executeRaw`
    create temporary table numbered on commit drop as
    select id, (place - 1)::int / 4096 as piece, (place - 1)::int % 4096 as bit
    from (
      select p.id, row_number() over () as place from person p
      where p.status <> 'DISABLED' and p.id in (
        select id from holder where kind = 'user'
        union select m.person_id from membership m join holder h on h.kind = 'group' and h.id = m.group_id)
    ) placed`;
  await tx.$executeRaw`analyze numbered`;
  await tx.$executeRaw`
    create temporary table holder_people on commit drop as
    select principal, piece, bit_or(set_bit(repeat('0', 4096)::bit(4096), bit, 1)) as people
    from (
      select h.number as principal, n.piece, n.bit
      from holder h join membership m on m.group_id = h.id join numbered n on n.id = m.person_id
      where h.kind = 'group'
      union all
      select h.number, n.piece, n.bit from holder h join numbered n on n.id = h.id where h.kind = 'user'
    ) members
    group by principal, piece`;
  await tx.$executeRaw`analyze holder_people`;
  await tx.$executeRaw`
    create temporary table thing_people on commit drop as
    select t.kind, t.id, pieces.count
    from (
      select thing, sum(bit_count(people))::int as count
      from (
        select h.thing, p.piece, bit_or(p.people) as people
        from holding h
        join thing t on t.number = h.thing and t.is_counted
        join holder_people p on p.principal = h.principal
        group by h.thing, p.piece
      ) piece
      group by thing
    ) pieces
    join thing t on t.number = pieces.thing`;
  await tx.$executeRaw`analyze thing_people`;
  await tx.$executeRaw`drop table holder, numbered, holder_people`;
}
