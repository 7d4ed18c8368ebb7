import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";

export type UnitOfTree = {
  id: string;
  name: string;
  parentId: string | null;
  depth: number;
  /** Accounts in the unit and in all units below it, and those of them in the unit itself. */
  accounts: number;
  own: number;
  /** Units right below it. */
  units: number;
  /** Whether the chosen unit is this one or below it, so that what is right below this one is among the units. */
  isOpen: boolean;
};

/**
 * The organisational units from the root to a chosen one, each with its neighbours and with accounts counted; what is right below the chosen
 * one as well. Parents stand before children, siblings by name. Nobody but readers gets any.
 */
export async function unitTree(viewer: Viewer, chosen?: string): Promise<readonly UnitOfTree[]> {
  if (!mayReadEverything(viewer)) return [];
  const units = await db().$queryRaw<UnitOfTree[]>`
    with tops as materialized (
      select u.id from organisational_unit u
      where u.parent_id is null or not exists (select from organisational_unit above where above.id = u.parent_id)
    ),
    chosen as materialized (
      select coalesce((select path from organisational_unit where id = ${chosen ?? ""}), '{}') as path
    ),
    opened as materialized (select unnest(path) as id from chosen union select id from tops),
    shown as materialized (
      select u.* from organisational_unit u where u.id in (select id from tops)
      union
      select u.* from organisational_unit u where u.parent_id in (select id from opened)
    ),
    inside as (
      select above.id, sum(held.accounts)::int as accounts
      from (select parent_id, count(*) as accounts from account group by parent_id) held
      join organisational_unit own on own.id = held.parent_id
      cross join unnest(own.path) as above(id)
      where above.id in (select id from shown)
      group by above.id
    )
    select u.id, u.name, u.parent_id as "parentId", greatest(cardinality(u.path) - 1, 0) as depth,
      coalesce(i.accounts, 0) as accounts,
      (select count(*)::int from account a where a.parent_id = u.id) as own,
      (select count(*)::int from organisational_unit below where below.parent_id = u.id) as units,
      u.id in (select id from opened) as "isOpen"
    from shown u
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
