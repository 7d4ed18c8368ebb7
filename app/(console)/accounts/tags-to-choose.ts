import type { Viewer } from "#lib/core/viewer.ts";
import { accountOwners, tagKeys, tagValues } from "#lib/queries/catalogue/account-tags.ts";

/** The owners and tags to filter by, read only while the choice of filters is open. */
export async function tagsToChoose(
  viewer: Viewer,
  open: { choose?: "filters" | undefined; key?: string | undefined },
  tag: string | undefined,
) {
  if (open.choose === undefined) return { keys: [], values: [], owners: [] };
  const key = open.key ?? tag;
  const [keys, values, owners] = await Promise.all([
    tagKeys(viewer),
    key === undefined ? [] : tagValues(viewer, key),
    accountOwners(viewer),
  ]);
  return { keys, values, owners };
}
