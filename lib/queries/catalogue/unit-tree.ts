import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";

export type UnitOfTree = {
  id: string;
  name: string;
  parentId: string | null;
  depth: number;
  /** Accounts in the unit and in all units below it. */
  accounts: number;
};

/** Every organisational unit with its accounts counted, parents before children, siblings by name. Nobody but readers gets any. */
export async function unitTree(viewer: Viewer): Promise<readonly UnitOfTree[]> {
  if (!mayReadEverything(viewer)) return [];
  const units = await db().$queryRaw<UnitOfTree[]>`
    with inside as (
      select above.id, count(*)::int as accounts
      from account a
      join organisational_unit own on own.id = a.parent_id
      cross join unnest(own.path) as above(id)
      group by above.id
    )
    select u.id, u.name, u.parent_id as "parentId", cardinality(u.path) - 1 as depth, coalesce(i.accounts, 0) as accounts
    from organisational_unit u
    left join inside i on i.id = u.id
    order by u.name, u.id`;
  return inTreeOrder(units);
}

function inTreeOrder(units: readonly UnitOfTree[]): UnitOfTree[] {
  const known = new Set(units.map((unit) => unit.id));
  const below = Map.groupBy(units, (unit) =>
    unit.parentId && known.has(unit.parentId) ? unit.parentId : null,
  );
  const ordered: UnitOfTree[] = [];
  const walk = (parentId: string | null): void => {
    for (const unit of below.get(parentId) ?? []) {
      ordered.push(unit);
      walk(unit.id);
    }
  };
  walk(null);
  return ordered;
}
