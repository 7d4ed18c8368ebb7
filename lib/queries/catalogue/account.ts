import { z } from "zod";
import type { AccountState, Tags } from "#lib/core/catalogue.ts";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";

export type AccountDetail = {
  id: string;
  name: string;
  email: string;
  state: AccountState;
  joinedAt: Date | null;
  tags: Tags;
  isManagementAccount: boolean;
  /** The units that hold it, from the root down. */
  units: readonly { id: string; name: string }[];
};

/** One account and where it lies. Null when there is none, or the viewer may not read everything. */
export async function accountFor(viewer: Viewer, id: string): Promise<AccountDetail | null> {
  if (!mayReadEverything(viewer)) return null;
  const account = await db().account.findUnique({
    where: { id },
    select: { id: true, name: true, email: true, state: true, joinedAt: true, tags: true, parentId: true },
  });
  if (!account) return null;
  const [units, managing] = await Promise.all([
    db().$queryRaw<{ id: string; name: string }[]>`
      select above.id, coalesce(u.name, above.id) as name
      from organisational_unit own
      cross join unnest(own.path) with ordinality as above(id, depth)
      left join organisational_unit u on u.id = above.id
      where own.id = ${account.parentId}
      order by above.depth`,
    db().organisation.count({ where: { managementAccountId: id } }),
  ]);
  const { parentId: _, ...rest } = account;
  return {
    ...rest,
    tags: z.record(z.string(), z.string()).parse(account.tags),
    isManagementAccount: managing > 0,
    units,
  };
}
