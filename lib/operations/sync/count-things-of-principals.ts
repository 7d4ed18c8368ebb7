import type { Db } from "#lib/db/client.ts";

/** Fills the temporary table `principal_things`: how many things each group that is counted again holds, and each person, by whatever path. */
export async function countThingsOfPrincipals(tx: Db): Promise<void> {
  await tx.$executeRaw`
    create temporary table held on commit drop as
    select h.principal, t.kind, t.piece, bit_or(set_bit(repeat('0', 4096)::bit(4096), t.bit, 1)) as things
    from holding h join thing t on t.number = h.thing
    group by h.principal, t.kind, t.piece`;
  await tx.$executeRaw`analyze held`;
  await tx.$executeRaw`
    create temporary table path on commit drop as
    select r.number, p.number as principal
    from recounted r join principal p on p.kind = 'user' and p.id = r.id
    where r.kind = 'person'
    union all
    select r.number, p.number
    from recounted r join membership m on m.person_id = r.id join principal p on p.kind = 'group' and p.id = m.group_id
    where r.kind = 'person'
    union all
    select r.number, p.number
    from recounted r join principal p on p.kind = 'group' and p.id = r.id
    where r.kind = 'group'`;
  await tx.$executeRaw`analyze path`;
  await tx.$executeRaw`
    create temporary table principal_things on commit drop as
    select r.kind, r.id, counts.accounts, counts.administrator_accounts, counts.permission_sets
    from (
      select number,
        coalesce(sum(count) filter (where kind = 'account'), 0)::int as accounts,
        coalesce(sum(count) filter (where kind = 'administered'), 0)::int as administrator_accounts,
        coalesce(sum(count) filter (where kind = 'permission-set'), 0)::int as permission_sets
      from (
        select p.number, h.kind, bit_count(bit_or(h.things)) as count
        from path p join held h on h.principal = p.principal
        group by p.number, h.kind, h.piece
      ) pieces
      group by number
    ) counts
    join recounted r on r.number = counts.number`;
  await tx.$executeRaw`analyze principal_things`;
  await tx.$executeRaw`drop table held, path`;
}
