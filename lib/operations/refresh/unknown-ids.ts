import type { PrincipalKind } from "#lib/core/catalogue.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";

const known = {
  account: Prisma.sql`exists (select from account where id = asked.id)`,
  "permission-set": Prisma.sql`exists (select from permission_set where arn = asked.id)`,
  group: Prisma.sql`exists (select from identity_group where id = asked.id)
    or exists (select from assignment where principal_kind = 'group' and principal_id = asked.id)`,
  user: Prisma.sql`exists (select from person where id = asked.id)
    or exists (select from assignment where principal_kind = 'user' and principal_id = asked.id)`,
} as const satisfies Record<"account" | "permission-set" | PrincipalKind, Prisma.Sql>;

/**
 * Which of these ids (of a permission set: ARNs) the stored catalogue does not know, each once. A principal that is stored only as the holder of an
 * assignment is known: a full read has found it deleted.
 */
export async function unknownIds(kind: keyof typeof known, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await db().$queryRaw<{ id: string }[]>`
    select distinct asked.id from unnest(${ids}::text[]) as asked(id)
    where not (${known[kind]}) order by asked.id`;
  return rows.map(({ id }) => id);
}
