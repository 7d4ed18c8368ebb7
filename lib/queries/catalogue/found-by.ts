import { Prisma } from "#lib/db/generated/client.ts";
import type { SearchKind } from "#lib/db/generated/enums.ts";
import { containing } from "./keyset.ts";

const kinds = {
  account: Prisma.sql`'account'`,
  permission_set: Prisma.sql`'permission-set'`,
  group: Prisma.sql`'group'`,
  person: Prisma.sql`'person'`,
  unit: Prisma.sql`'unit'`,
} as const satisfies Record<SearchKind, Prisma.Sql>;

/**
 * Conditions that leave what the words of a search are found in, each somewhere: in the name, an id, a mail address, a tag.
 * @param id the column that holds the ids of the kind
 * @param q what was typed
 */
export function foundBy(kind: SearchKind, id: Prisma.Sql, q: string | undefined): readonly Prisma.Sql[] {
  const words = (q ?? "").split(/\s+/).filter((word) => word !== "");
  if (words.length === 0) return [];
  const each = words.map((word) => Prisma.sql`e.words like lower(${containing(word)})`);
  return [
    Prisma.sql`${id} in (select e.id from search_entry e where e.kind = ${kinds[kind]} and ${Prisma.join(each, " and ")})`,
  ];
}
