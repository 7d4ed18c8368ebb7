import type { PrincipalKind } from "#lib/core/catalogue.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";

const places = {
  account: Prisma.sql`select id from account`,
  "permission-set": Prisma.sql`select arn as id from permission_set`,
  group: Prisma.sql`select id from identity_group`,
  user: Prisma.sql`select id from person`,
} as const satisfies Record<"account" | "permission-set" | PrincipalKind, Prisma.Sql>;

/** Which of these ids (of a permission set: ARNs) the stored catalogue does not have, each once. */
export async function unknownIds(kind: keyof typeof places, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await db().$queryRaw<{ id: string }[]>`
    select distinct asked.id from unnest(${ids}::text[]) as asked(id)
    where not exists (select from (${places[kind]}) known where known.id = asked.id) order by asked.id`;
  return rows.map(({ id }) => id);
}
