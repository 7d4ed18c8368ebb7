import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";

export type GoneThing = {
  /** A permission set's ARN, else the id. */
  id: string;
  name: string;
  /** The moment of the run that no longer saw it. */
  goneAt: Date;
};

/**
 * Something that is no longer there, as it was called last. Null when it never was, or the viewer may not read everything.
 * @param id of a permission set, the last part of its ARN
 */
export async function goneThing(
  viewer: Viewer,
  kind: "account" | "permission-set" | "person" | "group",
  id: string,
): Promise<GoneThing | null> {
  if (!mayReadEverything(viewer)) return null;
  const [gone] = await lastOf(kind, id);
  return gone ?? null;
}

function lastOf(kind: Parameters<typeof goneThing>[1], id: string): Promise<GoneThing[]> {
  switch (kind) {
    case "account":
      return db().$queryRaw<GoneThing[]>`
        select id, name, valid_to as "goneAt" from account_past where id = ${id} order by valid_to desc limit 1`;
    case "permission-set":
      return db().$queryRaw<GoneThing[]>`
        select arn as id, name, valid_to as "goneAt" from permission_set_past where id = ${id} order by valid_to desc limit 1`;
    case "person":
      return db().$queryRaw<GoneThing[]>`
        select id, display_name as name, valid_to as "goneAt" from person_past where id = ${id} order by valid_to desc limit 1`;
    case "group":
      return db().$queryRaw<GoneThing[]>`
        select id, display_name as name, valid_to as "goneAt" from identity_group_past where id = ${id} order by valid_to desc limit 1`;
  }
}
