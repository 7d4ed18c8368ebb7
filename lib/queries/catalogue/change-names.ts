import type { NamedThing } from "#lib/core/catalogue/change.ts";
import { db } from "#lib/db/client.ts";

type Kind = "account" | "permission-set" | "person" | "group" | "unit";

/** Gives a thing its name. */
export type Names = (kind: Kind, id: string) => NamedThing;

/** Nothing to be named yet. */
export function noIds(): Record<Kind, Set<string>> {
  return {
    account: new Set(),
    "permission-set": new Set(),
    person: new Set(),
    group: new Set(),
    unit: new Set(),
  };
}

/** The names of things, all kinds at once: as they are now, or as they were when the thing went. */
export async function nameThings(ids: Readonly<Record<Kind, ReadonlySet<string>>>): Promise<Names> {
  const rows = await db().$queryRaw<{ kind: Kind; id: string; name: string | null }[]>`
    select 'account' as kind, id, coalesce((select name from account a where a.id = wanted.id),
      (select name from account_past a where a.id = wanted.id order by valid_to desc limit 1)) as name
    from unnest(${[...ids.account]}::text[]) wanted (id)
    union all
    select 'permission-set', id, coalesce((select name from permission_set s where s.arn = wanted.id),
      (select name from permission_set_past s where s.arn = wanted.id order by valid_to desc limit 1))
    from unnest(${[...ids["permission-set"]]}::text[]) wanted (id)
    union all
    select 'person', id, coalesce((select display_name from person p where p.id = wanted.id),
      (select display_name from person_past p where p.id = wanted.id order by valid_to desc limit 1))
    from unnest(${[...ids.person]}::text[]) wanted (id)
    union all
    select 'group', id, coalesce((select display_name from identity_group g where g.id = wanted.id),
      (select display_name from identity_group_past g where g.id = wanted.id order by valid_to desc limit 1))
    from unnest(${[...ids.group]}::text[]) wanted (id)
    union all
    select 'unit', id, coalesce((select name from organisational_unit u where u.id = wanted.id),
      (select name from organisational_unit_past u where u.id = wanted.id order by valid_to desc limit 1))
    from unnest(${[...ids.unit]}::text[]) wanted (id)`;
  const names = new Map(rows.map(({ kind, id, name }) => [`${kind} ${id}`, name]));
  return (kind, id) => ({ id, name: names.get(`${kind} ${id}`) ?? null });
}
