import { z } from "zod";
import type { NamedThing } from "#lib/core/catalogue/change.ts";
import { db } from "#lib/db/client.ts";
import type { ReadChange } from "./change-streams.ts";

type Kind = "account" | "permission-set" | "person" | "group" | "unit";

/** Gives a thing its name. */
export type Names = (kind: Kind, id: string) => NamedThing;

const parts = z.object({
  account_id: z.string().optional(),
  permission_set_arn: z.string().optional(),
  principal_kind: z.enum(["user", "group"]).optional(),
  principal_id: z.string().optional(),
  group_id: z.string().optional(),
  person_id: z.string().optional(),
  parent_id: z.string().nullish(),
});

/** The names of everything that some changes speak of: as they are now, or as they were when the thing went. */
export async function namesFor(changes: readonly ReadChange[]): Promise<Names> {
  const ids: Record<Kind, Set<string>> = {
    account: new Set(),
    "permission-set": new Set(),
    person: new Set(),
    group: new Set(),
    unit: new Set(),
  };
  for (const { row, before, noun, key } of changes) {
    const { account_id, permission_set_arn, principal_kind, principal_id, group_id, person_id, parent_id } =
      parts.parse(row);
    if (account_id) ids.account.add(account_id);
    if (permission_set_arn) ids["permission-set"].add(permission_set_arn);
    if (principal_id) ids[principal_kind === "user" ? "person" : "group"].add(principal_id);
    if (group_id) ids.group.add(group_id);
    if (person_id) ids.person.add(person_id);
    if (parent_id) ids.unit.add(parent_id);
    const was = before === null ? null : parts.parse(before).parent_id;
    if (was) ids.unit.add(was);
    if (noun !== "assignment" && noun !== "membership" && noun !== "provisioned") ids[noun].add(key);
  }
  return nameThings(ids);
}

/** Looks the names of things up, all kinds at once. */
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
