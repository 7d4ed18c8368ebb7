import { Prisma } from "./generated/client.ts";

/**
 * SQL: whether the assignment of the grant `g` is wanted by another grant, which goes on. Nothing has to be taken away then, however long ago `g` ended.
 * @param now the moment to judge by
 */
export function heldByAnother(now: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`exists (
    select from access_grant other
    where other.managed_assignment_id = g.managed_assignment_id and other.id <> g.id
      and other.starts_at <= ${now} and other.ends_at > ${now} and other.withdrawn_at is null
      and other.state in ('granting', 'active', 'active-preexisting'))`;
}
