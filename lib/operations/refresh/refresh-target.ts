import type { RefreshKind } from "#lib/core/catalogue/refresh.ts";
import type { Db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";

type Thing = { kind: RefreshKind; targetId: string };

const versions = {
  account: (id: string) => Prisma.sql`select name, valid_to from account_life where id = ${id}`,
  "permission-set": (arn: string) =>
    Prisma.sql`select name, valid_to from permission_set_life where arn = ${arn}`,
  group: (id: string) =>
    Prisma.sql`select display_name as name, valid_to from identity_group_life where id = ${id}`,
  person: (id: string) => Prisma.sql`select display_name as name, valid_to from person_life where id = ${id}`,
} as const satisfies Record<RefreshKind, (id: string) => Prisma.Sql>;

/** What a thing is called, or was called last; null when the catalogue has never known it. */
export async function nameOfThing(tx: Db, { kind, targetId }: Thing): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ name: string }[]>`
    select name from (${versions[kind](targetId)}) version order by valid_to desc nulls first limit 1`;
  return row?.name ?? null;
}

/** Whom or what the audit of a refresh is about. */
export async function refreshTarget(tx: Db, thing: Thing) {
  const { kind, targetId } = thing;
  return {
    target: { kind, id: targetId, name: (await nameOfThing(tx, thing)) ?? targetId },
    ...(kind === "account" && { accountId: targetId }),
    ...(kind === "person" && { personId: targetId }),
  };
}
