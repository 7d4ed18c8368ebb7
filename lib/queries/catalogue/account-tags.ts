import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { ownerOf } from "./account-filters.ts";

export type TagUse = { name: string; accounts: number };

/** More than this nobody reads through; whoever looks for another one types it. */
const SHOWN = 60;

/** The keys of the tags that accounts have, the most used first. Nobody but readers gets any. */
export async function tagKeys(viewer: Viewer): Promise<readonly TagUse[]> {
  if (!mayReadEverything(viewer)) return [];
  return db().$queryRaw<TagUse[]>`
    select t.key as name, count(*)::int as accounts
    from account a cross join jsonb_object_keys(a.tags) as t(key)
    group by t.key order by accounts desc, t.key limit ${SHOWN}`;
}

/** The values that accounts have for one key, the most used first. Nobody but readers gets any. */
export async function tagValues(viewer: Viewer, key: string): Promise<readonly TagUse[]> {
  if (!mayReadEverything(viewer)) return [];
  return db().$queryRaw<TagUse[]>`
    select a.tags->>${key}::text as name, count(*)::int as accounts
    from account a where a.tags ? ${key}
    group by 1 order by accounts desc, 1 limit ${SHOWN}`;
}

/** The owners that accounts name in their tags, the most named first. Nobody but readers gets any. */
export async function accountOwners(viewer: Viewer): Promise<readonly TagUse[]> {
  if (!mayReadEverything(viewer)) return [];
  return db().$queryRaw<TagUse[]>`
    select o.name, count(*)::int as accounts
    from (select ${ownerOf} as name from account a) o
    where o.name <> ''
    group by o.name order by accounts desc, o.name limit ${SHOWN}`;
}
