import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";

export type FilterNames = { set?: string | undefined; through?: string | undefined };

/**
 * What the permission set and the group that a page is filtered by are called; nothing for what is gone or not asked for.
 * Nobody but readers gets any.
 */
export async function filterNames(
  viewer: Viewer,
  { set, through }: { set?: string | undefined; through?: string | undefined },
): Promise<FilterNames> {
  if (!mayReadEverything(viewer)) return {};
  const [permissionSet, group] = await Promise.all([
    set === undefined ? null : db().permissionSet.findUnique({ where: { id: set }, select: { name: true } }),
    through === undefined || through === "direct"
      ? null
      : db().group.findUnique({ where: { id: through }, select: { displayName: true } }),
  ]);
  return { set: permissionSet?.name, through: group?.displayName };
}
