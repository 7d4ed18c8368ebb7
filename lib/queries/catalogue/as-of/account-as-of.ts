import { z } from "zod";
import type { AccountAsOf } from "#lib/core/catalogue/as-of.ts";
import type { NamedThing } from "#lib/core/catalogue/change.ts";
import type { AccountState } from "#lib/core/catalogue.ts";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { stoodAt } from "./assignments-as-of.ts";
import { intoAccount, reachAsOf, waysAsOf } from "./ways-as-of.ts";

type Version = { name: string; email: string; state: AccountState; tags: unknown; parentId: string };

/** An account as it was at a moment, and who could reach it then. `skipped` ways lie before those told. Null when it was not there, or the viewer may not read everything. */
export async function accountAsOf(
  viewer: Viewer,
  id: string,
  at: Date,
  skipped = 0,
): Promise<AccountAsOf | null> {
  if (!mayReadEverything(viewer)) return null;
  const [version] = await db().$queryRaw<Version[]>`
    select v.name, v.email, v.state, v.tags, v.parent_id as "parentId" from account_life v where v.id = ${id} and ${stoodAt("v", at)}`;
  if (!version) return null;
  const { parentId, tags, ...rest } = version;
  const [units, reach, ways, permissionSets] = await Promise.all([
    db().$queryRaw<NamedThing[]>`
      select above.id, u.name
      from organisational_unit_life own
      cross join unnest(own.path) with ordinality as above (id, depth)
      left join organisational_unit_life u on u.id = above.id and ${stoodAt("u", at)}
      where own.id = ${parentId} and ${stoodAt("own", at)}
      order by above.depth`,
    reachAsOf(at, intoAccount(id)),
    waysAsOf(at, intoAccount(id), { skipped }),
    db().$queryRaw<NamedThing[]>`
      select p.permission_set_arn as id, s.name
      from provisioned_permission_set_life p
      left join permission_set_life s on s.arn = p.permission_set_arn and ${stoodAt("s", at)}
      where p.account_id = ${id} and ${stoodAt("p", at)}
      order by s.name, p.permission_set_arn`,
  ]);
  return { ...rest, tags: z.record(z.string(), z.string()).parse(tags), units, reach, ways, permissionSets };
}
